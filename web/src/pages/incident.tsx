import { useRoute } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { call, problemOf, type Problem } from "../api";
import { may, useLabel, useLive, useLoad, useWorkplace, when } from "../context";
import { Choice, CodeChoice, ErrorSummary, TextArea } from "../parts/fields";
import { MarkersStep, MhriStep, PromptsStep, RightCareStep, ThriveStep, useRightCare } from "../parts/judgements";
import { Page, Tag, Waiting } from "../parts/layout";
import { PersonLine } from "../parts/person_picker";
import { RepeatsPanel } from "../parts/repeats_panel";
import { IncidentAssessments } from "../parts/assessment";
import { IncidentDetentionsPart } from "../parts/detention";
import { IncidentPoliceTime } from "../parts/police_time";
import { IncidentTriage } from "../parts/triage";
import type { Whole } from "../types";

type Event_ = { at: string; title: string; body: preact.ComponentChildren; by: string };

/** Everything that happened, in the order it happened. */
function timeline(whole: Whole, label: (list: string, code: string) => string): Event_[] {
  const events: Event_[] = [
    { at: whole.incident.received_at, title: "Received", body: label("incident_source", whole.incident.source), by: whole.incident.call_taker_id ?? "" },
    ...whole.notes.map((note) => ({ at: note.written_at, title: label("note_kind", note.kind), by: note.written_by,
      body: <><p class="govuk-body wm-text">{note.text}</p>{note.assertion === "opinion" && <Tag colour="grey">Opinion</Tag>}</> })),
    ...whole.mhri.map((mhri) => ({ at: mhri.decided_at, title: mhri.is_mhri ? "Judged mental-health related" : "Judged not mental-health related", by: mhri.decided_by,
      body: <>Belief: {label("belief", mhri.belief)}. {label("mhri_source", mhri.source)}. {mhri.reason}</> })),
    ...whole.thrive.map((thrive) => ({ at: thrive.assessed_at, title: `THRIVE ${thrive.sequence}: ${label("risk_level", thrive.overall_level)}`, by: thrive.assessed_by,
      body: <>{thrive.grade_before && thrive.grade_before !== thrive.grade_after ? label("response_grade", thrive.grade_before) + " to " : ""}{label("response_grade", thrive.grade_after)}. {thrive.risk} {thrive.vulnerability}</> })),
    ...whole.right_care.map((rc) => ({ at: rc.decided_at, title: "Right Care Right Person: " + label("rcrp_result", rc.override_result || rc.result), by: rc.decided_by,
      body: <>{label("rcrp_call_type", rc.call_type)}. {rc.asked_service && `Asked ${label("service", rc.asked_service)}${rc.asked_at ? " at " + when(rc.asked_at) : ""}: ${rc.service_answer ? label("rcrp_service_answer", rc.service_answer) : "no answer yet"}.`} {rc.override_result && `Overridden by ${label("rank", rc.override_rank)}: ${rc.override_reason}`} {rc.escalated_to && `Escalated to ${label("rank", rc.escalated_to)}: ${rc.escalation_reason}`}</> })),
    ...whole.changes.map((change) => ({ at: change.changed_at, title: "Changed " + change.field.replace(/_/g, " "), by: change.changed_by,
      body: <>{change.before || "nothing"} → {change.after || "nothing"}. {change.reason}</> })),
    ...whole.times.map((time) => ({ at: time.at, title: label("response_stage", time.stage), body: "", by: "" })),
    ...whole.prompts.filter((prompt) => prompt.answered_at).map((prompt) => ({ at: prompt.answered_at ?? "", title: prompt.answer === "given" ? "Advice given" : "Advice not given", body: label("prompt", prompt.code), by: prompt.answered_by })),
  ];
  return events.sort((a, b) => a.at.localeCompare(b.at));
}

export function IncidentView() {
  const { params } = useRoute();
  const { session, agencies } = useWorkplace();
  const label = useLabel();
  const { data: whole, problem, again } = useLoad<Whole>("/incidents/" + params.id);
  const rightCare = useRightCare();
  const [renewed, setRenewed] = useState("");
  const [panel, setPanel] = useState("");
  // The record is renewed where it stands; forms keep what is being typed in them.
  useLive((ids) => {
    if (!ids.has(params.id ?? "")) return;
    void again().then(() => setRenewed(new Date().toLocaleTimeString("en-GB")));
  });
  if (!whole) return <Page title="Incident"><Waiting problem={problem} /></Page>;
  const { incident } = whole;
  const saved = () => void again();
  const own = incident.agency_id === session.agency_id;
  const canAdd = own && may(session, "record_incident") && incident.status === "open";
  const held = (list: string) => whole.markers.filter((marker) => marker.list === list && !marker.removed_at);
  const rows: [string, preact.ComponentChildren][] = [
    ["Received", when(incident.received_at)],
    ["Came in by", label("incident_source", incident.source)],
    ["Category", label("opening_category", incident.opening_category)],
    ["Grade", label("response_grade", incident.grade) || "Not graded"],
    ["Where", <>{incident.location_text} {incident.postcode}<br />{label("place_type", incident.place_type)}
      {incident.uprn && <><br />UPRN {incident.uprn}</>}{incident.lat !== null && incident.lon !== null && <><br />{incident.lat}, {incident.lon}</>}{incident.lsoa && <><br />LSOA {incident.lsoa}</>}</>],
    ["Caller", [incident.caller_name, label("caller_relation", incident.caller_relation), incident.caller_phone].filter(Boolean).join(", ") || "Not recorded"],
    ...(incident.status === "closed" ? [["Outcome", `${label("incident_outcome", incident.outcome)}, ${when(incident.closed_at)}`] as [string, string]] : []),
    ...(own ? [] : [["Recorded by", agencies.find((agency) => agency.id === incident.agency_id)?.name ?? "Another agency"] as [string, string]]),
  ];
  return (
    <Page title={"Incident " + (incident.reference || "draft")} caption={label("opening_category", incident.opening_category)}>
      <ul class="wm-tag-row">
        <li><Tag colour={incident.status === "open" ? "green" : "grey"}>{incident.status}</Tag></li>
        {incident.is_mhri && <li><Tag>Mental-health related</Tag></li>}
        {held("vulnerability").map((marker) => <li key={marker.code}><Tag colour="yellow">{label("vulnerability", marker.code)}</Tag></li>)}
        {held("condition").map((marker) => <li key={marker.code}><Tag colour="purple">{label("condition", marker.code)}</Tag></li>)}
        {held("qualifier").map((marker) => <li key={marker.code}><Tag colour="grey">{label("qualifier", marker.code)}</Tag></li>)}
      </ul>
      <p class="govuk-body wm-quiet wm-no-print" role="status">{renewed && "Up to date with what was saved at " + renewed}</p>
      {whole.reassess_because.length > 0 && <div class="wm-card wm-card--alert"><h2 class="govuk-heading-s">Assess THRIVE again</h2><p class="govuk-body">Since the last assessment these have changed: {whole.reassess_because.join(", ")}.</p></div>}
      <div class="wm-columns">
        <div>
          <dl class="govuk-summary-list">
            {rows.map(([key, value]) => <div class="govuk-summary-list__row" key={key}><dt class="govuk-summary-list__key">{key}</dt><dd class="govuk-summary-list__value">{value}</dd></div>)}
          </dl>
          <h2 class="govuk-heading-m">People</h2>
          {whole.people.length === 0 ? <p class="govuk-body wm-quiet">Nobody is named.</p> : (
            <ul class="wm-choices govuk-!-margin-bottom-6">{whole.people.map((someone) => <li key={someone.person.id + someone.role}><a class="govuk-link" href={"/people/" + someone.person.id}><PersonLine person={someone.person} /></a> <Tag colour="grey">{label("person_role", someone.role)}</Tag></li>)}</ul>
          )}
          {whole.following.length > 0 && (
            <>
              <h2 class="govuk-heading-m">In the seven days after the Right Care decision</h2>
              <ul class="wm-choices govuk-!-margin-bottom-6">{whole.following.map((later) => <li key={later.id}><a class="govuk-link" href={"/incidents/" + later.id}>{later.reference}</a> {label("opening_category", later.opening_category)}, {later.why} {later.within_48_hours && <Tag colour="red">Within 48 hours</Tag>}<br /><span class="wm-when">{when(later.received_at)}</span></li>)}</ul>
            </>
          )}
          {incident.status !== "draft" && may(session, "see_triage") && <IncidentTriage incident={incident.id} own={own} open={incident.status === "open"} stamp={renewed} />}
          {incident.status !== "draft" && <IncidentAssessments whole={whole} stamp={renewed} />}
          {incident.status !== "draft" && <IncidentDetentionsPart whole={whole} stamp={renewed} />}
          {incident.status !== "draft" && <IncidentPoliceTime incident={incident.id} open={incident.status === "open"} stamp={renewed} />}
          <h2 class="govuk-heading-m">What happened</h2>
          <ol class="wm-timeline">
            {timeline(whole, label).map((event, i) => <li key={i}><p class="govuk-body"><strong>{event.title}</strong> <span class="wm-when">{when(event.at)}{event.by === session.user_id ? ", you" : ""}</span></p><div class="govuk-body">{event.body}</div></li>)}
          </ol>
          <div class="wm-no-print">
            {canAdd && <AddNote id={incident.id} notes={whole.notes} saved={saved} />}
            {canAdd && (
              <>
                <h2 class="govuk-heading-m">Add a judgement</h2>
                {[["mhri", "Mental-health related"], ["thrive", "THRIVE"], ["rcrp", "Right Care Right Person"], ["markers", "Markers"], ["prompts", "Advice given"]].map(([key, text]) => (
                  <details class="govuk-details" key={key} onToggle={(event) => { if (event.currentTarget.open) setPanel(key ?? ""); }}>
                    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{text}</span></summary>
                    {panel === key && key === "mhri" && <MhriStep whole={whole} saved={saved} source="DISPATCH" />}
                    {panel === key && key === "thrive" && rightCare.data && <ThriveStep whole={whole} saved={saved} vulnerabilityText={rightCare.data.vulnerability_text} />}
                    {panel === key && key === "rcrp" && rightCare.data && <RightCareStep whole={whole} saved={saved} data={rightCare.data} />}
                    {panel === key && key === "markers" && <MarkersStep whole={whole} saved={saved} />}
                    {panel === key && key === "prompts" && <PromptsStep whole={whole} saved={saved} />}
                  </details>
                ))}
              </>
            )}
            {own && may(session, "close_incident") && incident.status !== "draft" && <Ending whole={whole} saved={saved} />}
            {own && may(session, "share_record") && incident.status !== "draft" && <Sharing whole={whole} saved={saved} />}
          </div>
        </div>
        <aside class="wm-side" aria-label="What is already known"><div class="wm-card"><RepeatsPanel id={incident.id} stamp={String(incident.revision)} /></div></aside>
      </div>
    </Page>
  );
}

function useSubmit(saved: () => void) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (path: string, body: unknown, method = "POST") => {
    try {
      await call(method, path, body);
      setProblem(null);
      saved();
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    }
  };
  return { problem, submit };
}

function AddNote({ id, notes, saved }: { id: string; notes: Whole["notes"]; saved: () => void }) {
  const [text, setText] = useState("");
  const [corrects, setCorrects] = useState("");
  const [assertion, setAssertion] = useState("fact");
  const { problem, submit } = useSubmit(saved);
  const add = async (event: Event) => {
    event.preventDefault();
    const body = { kind: corrects ? "correction" : "update", assertion, text, ...(corrects ? { corrects_id: corrects } : {}) };
    if (await submit(`/incidents/${id}/notes`, body)) {
      setText("");
      setCorrects("");
    }
  };
  return (
    <form onSubmit={add} noValidate class="wm-card" aria-label="Add to the record">
      <h2 class="govuk-heading-m">Add to the record</h2>
      <ErrorSummary problem={problem} />
      <TextArea name="text" label="What happened" value={text} onInput={setText} problem={problem} />
      <div class="wm-two">
        <Choice name="assertion" label="This is" value={assertion} onChange={(value) => setAssertion(value || "fact")} options={[{ value: "fact", text: "Fact" }, { value: "opinion", text: "Opinion" }]} />
        <Choice name="corrects_id" label="It corrects" value={corrects} onChange={setCorrects} empty="Nothing: it is new" options={notes.map((note) => ({ value: note.id, text: `${when(note.written_at)}: ${note.text.slice(0, 60)}` }))} />
      </div>
      <button class="govuk-button" type="submit">Add</button>
    </form>
  );
}

function Ending({ whole, saved }: { whole: Whole; saved: () => void }) {
  const { incident } = whole;
  const [outcome, setOutcome] = useState("");
  const [narrative, setNarrative] = useState("");
  const [reason, setReason] = useState("");
  const { problem, submit } = useSubmit(saved);
  if (incident.status === "closed")
    return (
      <form class="wm-card" noValidate aria-label="Reopen" onSubmit={(event) => { event.preventDefault(); void submit(`/incidents/${incident.id}/reopen`, { reason }); }}>
        <h2 class="govuk-heading-m">Reopen</h2>
        <ErrorSummary problem={problem} />
        <TextArea name="reason" label="Why it is opened again" value={reason} onInput={setReason} problem={problem} rows={2} />
        <button class="govuk-button govuk-button--secondary" type="submit">Reopen the incident</button>
      </form>
    );
  return (
    <form class="wm-card" noValidate aria-label="Close" onSubmit={(event) => { event.preventDefault(); void submit(`/incidents/${incident.id}/close`, { outcome, narrative }); }}>
      <h2 class="govuk-heading-m">Close</h2>
      <ErrorSummary problem={problem} />
      <CodeChoice name="outcome" label="How it ended" list="incident_outcome" value={outcome} onChange={setOutcome} problem={problem} />
      <TextArea name="narrative" label="In words" value={narrative} onInput={setNarrative} problem={problem} rows={2} />
      <button class="govuk-button govuk-button--secondary" type="submit">Close the incident</button>
    </form>
  );
}

function Sharing({ whole, saved }: { whole: Whole; saved: () => void }) {
  const { agencies, session } = useWorkplace();
  const [agency, setAgency] = useState("");
  const [reason, setReason] = useState("");
  const { problem, submit } = useSubmit(saved);
  useEffect(() => { if (!problem) setReason(""); }, [whole.shared_with.length]);
  const name = (id: string) => agencies.find((one) => one.id === id)?.name ?? id;
  return (
    <form class="wm-card" noValidate aria-label="Share with a partner" onSubmit={(event) => { event.preventDefault(); void submit(`/incidents/${whole.incident.id}/shares`, { agency_id: agency || null, reason }); }}>
      <h2 class="govuk-heading-m">Share with a partner</h2>
      <ErrorSummary problem={problem} />
      {whole.shared_with.length > 0 && (
        <ul class="wm-choices govuk-!-margin-bottom-4">
          {whole.shared_with.map((id) => <li key={id}>{name(id)} can read this, and add to triage, assessments and detentions. <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => void submit(`/incidents/${whole.incident.id}/shares/${id}`, undefined, "DELETE")}>Stop sharing<span class="govuk-visually-hidden"> with {name(id)}</span></button></li>)}
        </ul>
      )}
      <Choice name="agency_id" label="Agency" value={agency} onChange={setAgency} problem={problem} options={agencies.filter((one) => one.id !== session.agency_id).map((one) => ({ value: one.id, text: one.name }))} />
      <TextArea name="reason" label="Why they need to see it" value={reason} onInput={setReason} problem={problem} rows={2} />
      <button class="govuk-button govuk-button--secondary" type="submit">Share</button>
    </form>
  );
}

