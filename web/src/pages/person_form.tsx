import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { call, post, problemOf, type Problem } from "../api";
import { CodeChoice, TextField } from "../parts/fields";
import { Page } from "../parts/layout";
import { PersonLine } from "../parts/person_picker";
import type { Person, PersonSummary } from "../types";

export type PersonDraft = Omit<Person, "id" | "agency_id" | "revision">;

export const blankPerson: PersonDraft = {
  born_on: null, born_precision: "unknown", sex: "UNK", gender: "X", ethnicity: "NS", ethnicity_officer: "", interpreter: "", communication: "",
  names: [{ id: "", kind: "legal", given: "", family: "" }], addresses: [], phones: [], identifiers: [],
};

/** Leaves out the rows nobody filled in. */
export function tidy(draft: PersonDraft): PersonDraft {
  return {
    ...draft,
    names: draft.names.filter((name) => name.given.trim() || name.family.trim()),
    addresses: draft.addresses.filter((address) => address.line.trim() || address.postcode.trim()),
    phones: draft.phones.filter((phone) => phone.number.trim()),
    identifiers: draft.identifiers.filter((identifier) => identifier.value.trim()),
  };
}

type FormProps = { draft: PersonDraft; change: (draft: PersonDraft) => void; problem: Problem | null; prefix?: string };

/** Everything that is said of a person. `prefix` is where the server will name the fields. */
export function PersonFields({ draft, change, problem, prefix = "" }: FormProps) {
  const set = (part: Partial<PersonDraft>) => change({ ...draft, ...part });
  type Lists = "names" | "addresses" | "phones" | "identifiers";
  const row = (list: Lists, i: number, part: object) => set({ [list]: draft[list].map((one, k) => (k === i ? { ...one, ...part } : one)) });
  const add = (list: Lists, one: object) => set({ [list]: [...draft[list], one] });
  const name = (field: string) => prefix + field;
  const addButton = (text: string, onClick: () => void) => <p><button type="button" class="govuk-button govuk-button--secondary" onClick={onClick}>{text}</button></p>;
  return (
    <>
      <fieldset class="govuk-fieldset wm-card"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Names</legend>
        {draft.names.map((one, i) => (
          <div class="wm-two" key={i}>
            <TextField name={name(`names-${i}-given`)} label="First name" value={one.given} onInput={(given) => row("names", i, { given })} problem={problem} />
            <TextField name={name(`names-${i}-family`)} label="Last name" value={one.family} onInput={(family) => row("names", i, { family })} problem={problem} />
            <CodeChoice name={name(`names-${i}-kind`)} label="Kind of name" list="name_kind" value={one.kind} onChange={(kind) => row("names", i, { kind })} problem={problem} />
          </div>
        ))}
        {addButton("Add another name", () => add("names", { id: "", kind: "known_as", given: "", family: "" }))}
      </fieldset>
      <fieldset class="govuk-fieldset wm-card"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">About them</legend>
        <div class="wm-two">
          <TextField name={name("born_on")} label="Date of birth" type="date" value={draft.born_on ?? ""} onInput={(value) => set({ born_on: value || null, born_precision: value ? (draft.born_precision === "unknown" ? "day" : draft.born_precision) : "unknown" })} problem={problem} />
          <CodeChoice name={name("sex")} label="Sex" list="sex" value={draft.sex} onChange={(sex) => set({ sex })} problem={problem} />
          <CodeChoice name={name("gender")} label="Gender they state" list="gender" value={draft.gender} onChange={(gender) => set({ gender })} problem={problem} />
          <CodeChoice name={name("ethnicity")} label="Ethnicity they state" list="ethnicity" value={draft.ethnicity} onChange={(ethnicity) => set({ ethnicity })} problem={problem} />
          <CodeChoice name={name("ethnicity_officer")} label="Ethnicity as an officer saw it" list="ethnicity_officer" value={draft.ethnicity_officer} onChange={(ethnicity_officer) => set({ ethnicity_officer })} problem={problem} empty="Not recorded" />
          <TextField name={name("interpreter")} label="Needs an interpreter in" value={draft.interpreter} onInput={(interpreter) => set({ interpreter })} problem={problem} />
        </div>
        <TextField name={name("communication")} label="What helps in speaking with them" value={draft.communication} onInput={(communication) => set({ communication })} problem={problem} />
      </fieldset>
      <fieldset class="govuk-fieldset wm-card"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">How to reach them</legend>
        {draft.addresses.map((one, i) => (
          <div class="wm-two" key={i}>
            <TextField name={name(`addresses-${i}-line`)} label="Address" value={one.line} onInput={(line) => row("addresses", i, { line })} problem={problem} />
            <TextField name={name(`addresses-${i}-postcode`)} label="Postcode" value={one.postcode} onInput={(postcode) => row("addresses", i, { postcode })} problem={problem} />
          </div>
        ))}
        {draft.phones.map((one, i) => <TextField key={i} name={name(`phones-${i}-number`)} label="Telephone" type="tel" inputMode="tel" width="govuk-input--width-20" value={one.number} onInput={(number) => row("phones", i, { number })} problem={problem} />)}
        {draft.identifiers.map((one, i) => (
          <div class="wm-two" key={i}>
            <CodeChoice name={name(`identifiers-${i}-kind`)} label="Kind of number" list="identifier_kind" value={one.kind} onChange={(kind) => row("identifiers", i, { kind })} problem={problem} />
            <TextField name={name(`identifiers-${i}-value`)} label="Number" value={one.value} onInput={(value) => row("identifiers", i, { value })} problem={problem} />
          </div>
        ))}
        {addButton("Add an address", () => add("addresses", { id: "", line: "", postcode: "", uprn: "", from_on: null, to_on: null }))}
        {addButton("Add a telephone", () => add("phones", { id: "", number: "" }))}
        {addButton("Add an NHS or police number", () => add("identifiers", { id: "", kind: "nhs_number", value: "" }))}
      </fieldset>
    </>
  );
}

export function NewPerson() {
  const { route } = useLocation();
  const [draft, setDraft] = useState<PersonDraft>(blankPerson);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [likely, setLikely] = useState<PersonSummary[]>([]);
  const send = async (not_same_as: string[]) => {
    const person = tidy(draft);
    try {
      const { data } = await call<Person>("POST", "/people", { person, not_same_as });
      route("/people/" + data.id);
    } catch (error) {
      const found = problemOf(error);
      setProblem(found);
      if (found.code === "person.may_exist") setLikely(await post<PersonSummary[]>("/people/duplicates", person).catch(() => []));
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setLikely([]);
    void send([]);
  };
  return (
    <Page title="Add a person" problem={problem}>
      {likely.length > 0 && (
        <div class="wm-card wm-card--alert">
          <h2 class="govuk-heading-m">Is it one of these?</h2>
          <ul class="wm-choices">{likely.map((person) => <li key={person.id}><a class="govuk-link" href={"/people/" + person.id}><PersonLine person={person} /></a></li>)}</ul>
          <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-top-4" onClick={() => void send(likely.map((person) => person.id))}>No, this is another person: add them</button>
        </div>
      )}
      <form onSubmit={submit} noValidate>
        <PersonFields draft={draft} change={setDraft} problem={problem} prefix="person-" />
        <button class="govuk-button" type="submit">Add the person</button>
      </form>
    </Page>
  );
}
