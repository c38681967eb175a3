import { useEffect, useRef, useState } from "preact/hooks";
import { call, post, problemOf, type Problem } from "../api";
import { current, may, useLabel, useLive, useLoad, useWorkplace, when } from "../context";
import { DeskMap } from "../parts/desk_map";
import { Countdown } from "../parts/countdown";
import { CodeChoice, TextField, Tick } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";
import { Age, RequestActions, stageWords } from "../parts/triage";
import type { DetentionWhole, TriageDesk, TriageUnit, TriageWaiting } from "../types";

const bandColours: Record<number, "red" | "yellow" | "grey"> = { 1: "red", 2: "yellow", 3: "grey" };

export function Triage() {
  const { session } = useWorkplace();
  const desk = useLoad<TriageDesk>("/triage/desk");
  const [wrong, setWrong] = useState<Problem | null>(null);
  useLive(() => void desk.again());
  const said = (desk.data?.units ?? []).filter((unit) => may(session, "work_triage") && unit.status_by_id === session.user_id);
  // A key that does something by itself can be turned off: who speaks to the computer would press it unawares.
  const [byKey, setByKey] = useState(localStorage.getItem("waymark-key-t") !== "off");
  const turnKey = (isOn: boolean) => {
    localStorage.setItem("waymark-key-t", isOn ? "" : "off");
    setByKey(isOn);
  };
  useStillTrue(byKey ? said : [], () => void desk.again(), setWrong);
  if (!desk.data) return <Page title="Triage desk"><Waiting problem={desk.problem} /></Page>;
  const { requests, units } = desk.data;
  const changed = () => void desk.again();
  return (
    <Page title="Triage desk" caption={session.agency_name} problem={wrong}>
      <p class="govuk-body wm-no-print"><a class="govuk-link wm-apart" href="/triage/shift">My shift</a> <a class="govuk-link wm-apart" href="/triage/handover">Handover</a> <a class="govuk-link wm-apart" href="/triage/service">The service and its rota</a> {may(session, "record_incident") && may(session, "ask_triage") && <a class="govuk-link wm-apart" href="/incidents/new?ask=triage_line">Somebody rang the line</a>}</p>
      <div class="wm-columns">
        <section aria-label="Queue">
          <h2 class="govuk-heading-m">Queue</h2>
          {requests.length === 0 && <p class="govuk-body">Nobody is waiting for the team.</p>}
          <ol class="wm-queue">
            {requests.map((waiting, i) => <QueueLine key={waiting.request.id} number={i + 1} waiting={waiting} units={units} changed={changed} />)}
          </ol>
        </section>
        <aside class="wm-side wm-side--whole" aria-label="Units and map">
          <h2 class="govuk-heading-m">Units</h2>
          {said.length > 0 && <div class="govuk-checkboxes govuk-checkboxes--small wm-no-print"><Tick name="by_key" label={`The key T says that what you said of ${said.map((unit) => unit.call_sign).join(", ")} is still true`} checked={byKey} onChange={turnKey} /></div>}
          {units.length === 0 && <p class="govuk-body wm-quiet">There is no unit yet.</p>}
          {units.map((unit) => <UnitCard key={unit.id} unit={unit} on={requests.find(({ request }) => request.id === unit.on_request_id)} changed={changed} failed={setWrong} />)}
          {may(session, "manage_triage") && <AddUnit added={changed} />}
          {may(session, "see_incident") && <HeldOnDesk />}
          <DeskMap requests={requests} />
        </aside>
      </div>
    </Page>
  );
}

/** One key says that what whoever is signed in said of units last is still true. */
function useStillTrue(said: TriageUnit[], changed: () => void, failed: (problem: Problem) => void): void {
  const latest = useRef(said);
  latest.current = said;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key.toLowerCase() !== "t" || event.repeat || latest.current.length === 0 || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      Promise.all(latest.current.map((unit) => post(`/triage/units/${unit.id}/status`, { status: unit.status }))).then(changed, (error) => failed(problemOf(error)));
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** How long each of those held may still be held, whose time ends first at the head. */
function HeldOnDesk() {
  const held = useLoad<DetentionWhole[]>("/detentions");
  useLive(() => void held.again());
  if (!held.data || held.data.length === 0) return null;
  return (
    <section aria-label="Held now">
      <h2 class="govuk-heading-m">Held now</h2>
      <ul class="wm-choices govuk-!-margin-bottom-6">
        {held.data.map((one) => <li key={one.detention.id}><a class="govuk-link" href={"/detentions/" + one.detention.id}>{one.person.name}</a> <Countdown whole={one} /><br /><span class="wm-when">{one.standing.place_name || "On the way"}</span></li>)}
      </ul>
    </section>
  );
}

function QueueLine({ number, waiting, units, changed }: { number: number; waiting: TriageWaiting; units: TriageUnit[]; changed: () => void }) {
  const { session } = useWorkplace();
  const label = useLabel();
  const { request } = waiting;
  return (
    <li class="wm-card" id={"request-" + request.id}>
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1"><span class={`wm-pin wm-pin--${waiting.place.band}`}>{number}</span> <a class="govuk-link" href={"/incidents/" + request.incident_id}>{waiting.reference}</a> {label("opening_category", waiting.opening_category)}</h3>
      <p class="govuk-body govuk-!-margin-bottom-1"><Tag colour={bandColours[waiting.place.band] ?? "grey"}>{waiting.place.why}</Tag> <span class="wm-quiet">{request.asked.reasons.map((reason) => label("triage_reason", reason)).filter((reason) => reason !== waiting.place.why).join(", ")}</span></p>
      <p class="govuk-body govuk-!-margin-bottom-1">{[waiting.location_text, waiting.postcode].filter(Boolean).join(", ") || "No place yet"}</p>
      <p class="wm-when">Asked <Age since={request.requested_at} /> ago by {label("triage_route", request.asked.route).toLowerCase()}. {stageWords[request.stage]}{waiting.call_sign && `, ${waiting.call_sign}`}, for <Age since={waiting.stage_at} />.</p>
      {request.asked.note && <p class="govuk-body wm-text">{request.asked.note}</p>}
      {may(session, "work_triage") && <RequestActions request={request} name={waiting.reference} units={units} changed={changed} />}
    </li>
  );
}

function UnitCard({ unit, on, changed, failed }: { unit: TriageUnit; on: TriageWaiting | undefined; changed: () => void; failed: (problem: Problem) => void }) {
  const { lists, session } = useWorkplace();
  const label = useLabel();
  const say = async (status: string) => {
    try {
      await post(`/triage/units/${unit.id}/status`, { status });
      changed();
    } catch (error) {
      failed(problemOf(error));
    }
  };
  return (
    <div class="wm-card">
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{unit.call_sign} <span class="wm-quiet">{label("triage_unit_kind", unit.kind)}</span></h3>
      <p class="govuk-body govuk-!-margin-bottom-1"><Tag colour={on ? "blue" : unit.status === "available" ? "green" : "grey"}>{on ? stageWords[on.request.stage] : label("triage_unit_status", unit.status)}</Tag> {on && <a class="govuk-link" href={"/incidents/" + on.request.incident_id}>{on.reference}</a>}</p>
      {on && <p class="govuk-body govuk-!-margin-bottom-1 wm-quiet">Stays on it until clear or given back.</p>}
      <p class="wm-when" title={when(unit.status_at)}>Said <Age since={unit.status_at} /> ago{unit.status_by && ` by ${unit.status_by}`}</p>
      {may(session, "work_triage") && (
        <p class="wm-row-buttons">
          <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => void say(unit.status)}>Still true<span class="govuk-visually-hidden"> of {unit.call_sign}</span></button>
          {current(lists, "triage_unit_status").filter((entry) => entry.code !== unit.status).map((entry) => (
            <button type="button" key={entry.code} class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => void say(entry.code)}>{entry.label}<span class="govuk-visually-hidden">: {unit.call_sign}</span></button>
          ))}
        </p>
      )}
    </div>
  );
}

function AddUnit({ added }: { added: () => void }) {
  const blank = { call_sign: "", kind: "car", status: "available" };
  const [form, setForm] = useState(blank);
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = async (event: Event) => {
    event.preventDefault();
    try {
      await call("POST", "/triage/units", form);
      setForm(blank);
      setProblem(null);
      added();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Add a unit</span></summary>
      <form class="govuk-details__text" onSubmit={add} noValidate aria-label="Add a unit">
        <TextField name="call_sign" label="Call sign" value={form.call_sign} onInput={(call_sign) => setForm({ ...form, call_sign })} problem={problem} />
        <CodeChoice name="kind" label="Kind" list="triage_unit_kind" value={form.kind} onChange={(kind) => setForm({ ...form, kind })} problem={problem} />
        <CodeChoice name="status" label="What it is doing" list="triage_unit_status" value={form.status} onChange={(status) => setForm({ ...form, status })} problem={problem} />
        <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Add the unit</button>
      </form>
    </details>
  );
}
