import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, problemOf, type Problem } from "../api";
import { day, may, useLabel, useLoad, useWorkplace, when } from "../context";
import { Page, Tag, Waiting } from "../parts/layout";
import type { EarlierIncident, Person } from "../types";
import { PersonFields, tidy, type PersonDraft } from "./person_form";

function nameOf(person: Person): string {
  const shown = person.names.find((name) => name.kind === "legal") ?? person.names[0];
  return shown ? `${shown.given} ${shown.family}`.trim() : "Name not known";
}

export function PersonView() {
  const { params } = useRoute();
  const { session } = useWorkplace();
  const label = useLabel();
  const { data: person, problem, again } = useLoad<Person>("/people/" + params.id);
  const incidents = useLoad<EarlierIncident[]>(`/people/${params.id}/incidents`);
  const [draft, setDraft] = useState<PersonDraft | null>(null);
  const [wrong, setWrong] = useState<Problem | null>(null);
  if (!person) return <Page title="Person"><Waiting problem={problem} /></Page>;

  const edit = () => {
    const { id, agency_id, revision, ...rest } = person;
    void [id, agency_id, revision];
    setDraft(rest);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    if (!draft) return;
    try {
      await call("PUT", "/people/" + person.id, tidy(draft), { ifMatch: `"${person.revision}"` });
      setDraft(null);
      setWrong(null);
      await again();
    } catch (error) {
      setWrong(problemOf(error));
    }
  };
  if (draft)
    return (
      <Page title={"Change " + nameOf(person)} problem={wrong}>
        <form onSubmit={save} noValidate>
          <PersonFields draft={draft} change={setDraft} problem={wrong} />
          <button class="govuk-button" type="submit">Save</button>{" "}
          <button class="govuk-button govuk-button--secondary" type="button" onClick={() => setDraft(null)}>Cancel</button>
        </form>
      </Page>
    );
  const rows: [string, preact.ComponentChildren][] = [
    ["Names", person.names.map((name) => <div key={name.id}>{name.given} {name.family} <Tag colour="grey">{label("name_kind", name.kind)}</Tag></div>)],
    ["Born", `${day(person.born_on)}${person.born_precision !== "day" && person.born_on ? ` (${person.born_precision})` : ""}`],
    ["Sex, gender", `${label("sex", person.sex)}, ${label("gender", person.gender)}`],
    ["Ethnicity", label("ethnicity", person.ethnicity) + (person.ethnicity_officer ? `; as an officer saw it: ${label("ethnicity_officer", person.ethnicity_officer)}` : "")],
    ["Addresses", person.addresses.length ? person.addresses.map((address) => <div key={address.id}>{address.line}, {address.postcode}</div>) : "None"],
    ["Telephones", person.phones.map((phone) => phone.number).join(", ") || "None"],
    ["Numbers", person.identifiers.length ? person.identifiers.map((one) => <div key={one.id}>{label("identifier_kind", one.kind)}: {one.value}</div>) : "None"],
    ["Contact needs", [person.interpreter && "Interpreter: " + person.interpreter, person.communication].filter(Boolean).join(". ") || "None known"],
  ];
  return (
    <Page title={nameOf(person)} caption="Person">
      <dl class="govuk-summary-list">{rows.map(([key, value]) => <div class="govuk-summary-list__row" key={key}><dt class="govuk-summary-list__key">{key}</dt><dd class="govuk-summary-list__value">{value}</dd></div>)}</dl>
      {may(session, "record_person") && person.agency_id === session.agency_id && <button type="button" class="govuk-button govuk-button--secondary wm-no-print" onClick={edit}>Change</button>}
      <h2 class="govuk-heading-m">Incidents</h2>
      {!incidents.data ? <Waiting problem={incidents.problem} /> : incidents.data.length === 0 ? <p class="govuk-body">None that you may see.</p> : (
        <ol class="wm-timeline">
          {incidents.data.map((incident) => (
            <li key={incident.id}><p class="govuk-body"><a class="govuk-link" href={"/incidents/" + incident.id}>{incident.reference}</a> {label("opening_category", incident.opening_category)} {incident.is_mhri && <Tag>Mental health</Tag>}</p><p class="wm-when">{when(incident.received_at)}{incident.outcome && ", " + label("incident_outcome", incident.outcome)}</p></li>
          ))}
        </ol>
      )}
    </Page>
  );
}
