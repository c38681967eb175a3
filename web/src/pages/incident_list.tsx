import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { call, get, post, problemOf, type Problem } from "../api";
import { may, useLabel, useLive, useLoad, useWorkplace, when } from "../context";
import { Choice, CodeChoice, TextField } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";
import type { IncidentPage } from "../types";

const filterNames = ["search", "status", "mhri", "opening_category", "grade", "place_type", "source", "outcome", "from", "to", "batch"];
type View = { id: string; name: string; filters: string };

/** The list, with its filters kept in the address so that a view can be sent, saved and gone back to. */
export function IncidentList() {
  const { query, route } = useLocation();
  const { session } = useWorkplace();
  const label = useLabel();
  const filters = Object.fromEntries(filterNames.map((name) => [name, query[name] ?? ""]).filter(([, value]) => value)) as Record<string, string>;
  const asQuery = new URLSearchParams(filters).toString();
  const after = query.after ?? "";
  const path = `/incidents?${asQuery}${after ? "&after=" + encodeURIComponent(after) : ""}`;
  const { data, problem, put } = useLoad<IncidentPage>(path);
  const views = useLoad<View[]>("/views?page=incidents");
  const [waiting, setWaiting] = useState<IncidentPage | null>(null);
  const [viewName, setViewName] = useState("");
  const [viewProblem, setViewProblem] = useState<Problem | null>(null);
  // Rows that are shown change where they stand; rows that come or go wait until they are asked
  // for, since a list that jumps under the hand is worse than one that says it is out of date.
  useLive(() => void get<IncidentPage>(path).then((fresh) => {
    const same = data && fresh.incidents.map((one) => one.id).join() === data.incidents.map((one) => one.id).join();
    if (same) put(fresh);
    setWaiting(same ? null : fresh);
  }, () => undefined));
  const show = () => {
    if (waiting) put(waiting);
    setWaiting(null);
  };
  const unseen = waiting?.incidents.filter((one) => !data?.incidents.some((shown) => shown.id === one.id)).length ?? 0;

  const apply = (changed: Record<string, string>) => {
    const next = Object.entries({ ...filters, ...changed }).filter(([, value]) => value);
    route("/incidents?" + new URLSearchParams(next).toString());
  };
  const saveView = async (event: Event) => {
    event.preventDefault();
    try {
      await post("/views", { page: "incidents", name: viewName, filters: asQuery });
      setViewName("");
      setViewProblem(null);
      await views.again();
    } catch (error) {
      setViewProblem(problemOf(error));
    }
  };
  const dropView = async (id: string) => {
    await call("DELETE", "/views/" + id);
    await views.again();
  };
  return (
    <Page title="Incidents" problem={problem?.status === 422 ? problem : null}>
      <Filters key={asQuery} filters={filters} apply={apply} />
      <p class="govuk-body wm-no-print" role="status">{waiting && <>{unseen > 0 ? `${unseen} more ${unseen === 1 ? "has" : "have"} come in.` : "The list has changed."} <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={show}>Show the newest</button></>}</p>
      {!data ? <Waiting problem={problem} /> : (
        <>
          <p class="govuk-body" role="status"><strong>{data.count.toLocaleString("en-GB")}{data.count_is_more ? " or more" : ""}</strong> {data.count === 1 ? "incident" : "incidents"}, newest first
            {may(session, "export_list") && data.count > 0 && <> · <a class="govuk-link" href={`/api/v1/incidents/export?${asQuery}&format=csv`} download>CSV</a> · <a class="govuk-link" href={`/api/v1/incidents/export?${asQuery}&format=xlsx`} download>XLSX</a></>}
          </p>
          {data.incidents.length > 0 && (
            <div class="wm-scroll" tabIndex={0} role="region" aria-label="Incidents">
              <table class="govuk-table wm-table">
                <thead><tr><th scope="col">Reference</th><th scope="col">Received</th><th scope="col">Category</th><th scope="col">Grade</th><th scope="col">Where</th><th scope="col">Status</th></tr></thead>
                <tbody>
                  {data.incidents.map((incident) => (
                    <tr key={incident.id}>
                      <th scope="row"><a class="govuk-link" href={`/incidents/${incident.id}${incident.status === "draft" ? "/edit" : ""}`}>{incident.reference || "Draft"}</a></th>
                      <td>{when(incident.received_at)}</td>
                      <td>{label("opening_category", incident.opening_category)} {incident.is_mhri && <Tag>MH</Tag>}</td>
                      <td>{label("response_grade", incident.grade)}</td>
                      <td>{incident.location_text} {incident.postcode}</td>
                      <td>{incident.status === "closed" ? label("incident_outcome", incident.outcome) : <Tag colour={incident.status === "open" ? "green" : "grey"}>{incident.status}</Tag>}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <p class="govuk-body wm-no-print">
            {after && <a class="govuk-link" href={"/incidents?" + asQuery}>Back to the newest</a>}{" "}
            {data.next && <a class="govuk-link" href={`/incidents?${asQuery}&after=${encodeURIComponent(data.next)}`}>Next page</a>}
          </p>
        </>
      )}
      <div class="wm-card wm-no-print">
        <h2 class="govuk-heading-s">Saved views</h2>
        <ul class="wm-choices">
          {(views.data ?? []).map((view) => (
            <li key={view.id}><a class="govuk-link" href={"/incidents?" + view.filters}>{view.name}</a>{" "}
              <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => void dropView(view.id)}>Delete<span class="govuk-visually-hidden"> the view {view.name}</span></button></li>
          ))}
        </ul>
        <form onSubmit={saveView} noValidate>
          <TextField name="name" label="Save these filters as" value={viewName} onInput={setViewName} width="govuk-input--width-20" problem={viewProblem} />
          <button class="govuk-button govuk-button--secondary" type="submit">Save the view</button>
        </form>
      </div>
    </Page>
  );
}

function Filters({ filters, apply }: { filters: Record<string, string>; apply: (changed: Record<string, string>) => void }) {
  const [search, setSearch] = useState(filters.search ?? "");
  const [from, setFrom] = useState(filters.from ?? "");
  const [to, setTo] = useState(filters.to ?? "");
  const set = (name: string) => (value: string) => apply({ [name]: value });
  const more = ["grade", "place_type", "source", "outcome", "from", "to"].some((name) => filters[name]);
  return (
    <form class="wm-no-print" role="search" onSubmit={(event) => { event.preventDefault(); apply({ search, from, to }); }} noValidate>
      <div class="wm-filters">
        <TextField name="search" label="Search" hint="Reference, postcode, telephone or start of a place" value={search} onInput={setSearch} />
        <Choice name="status" label="Status" value={filters.status ?? ""} onChange={set("status")} empty="Open and closed" options={["draft", "open", "closed"].map((s) => ({ value: s, text: s }))} />
        <Choice name="mhri" label="Mental health" value={filters.mhri ?? ""} onChange={set("mhri")} empty="All" options={[{ value: "yes", text: "Flagged" }, { value: "no", text: "Not flagged" }]} />
        <CodeChoice name="opening_category" label="Category" list="opening_category" value={filters.opening_category ?? ""} onChange={set("opening_category")} empty="All" />
        <button class="govuk-button" type="submit">Search</button>
        {Object.keys(filters).length > 0 && <a class="govuk-link" href="/incidents">Clear filters</a>}
      </div>
      <details class="govuk-details" open={more}>
        <summary class="govuk-details__summary"><span class="govuk-details__summary-text">More filters</span></summary>
        <div class="wm-filters">
          <CodeChoice name="grade" label="Grade" list="response_grade" value={filters.grade ?? ""} onChange={set("grade")} empty="All" />
          <CodeChoice name="place_type" label="Kind of place" list="place_type" value={filters.place_type ?? ""} onChange={set("place_type")} empty="All" />
          <CodeChoice name="source_filter" label="Came in by" list="incident_source" value={filters.source ?? ""} onChange={set("source")} empty="All" />
          <CodeChoice name="outcome" label="Outcome" list="incident_outcome" value={filters.outcome ?? ""} onChange={set("outcome")} empty="All" />
          <TextField name="from" label="From" type="date" value={from} onInput={setFrom} />
          <TextField name="to" label="To" type="date" value={to} onInput={setTo} />
        </div>
      </details>
    </form>
  );
}
