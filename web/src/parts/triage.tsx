// A request for the triage team: asking for it, its steps, and the forms that take it further.

import { useEffect, useState } from "preact/hooks";
import { call, problemOf, refusal, type Problem } from "../api";
import { current, may, useLabel, useLoad, useWorkplace, when } from "../context";
import type { TriageCourse, TriageRequest, TriageStage, TriageUnit } from "../types";
import { IncidentCallBacks } from "./call_backs";
import { CorrectTime } from "./correct_time";
import { fromLondon, wrongTime } from "../london";
import { Choice, CodeBoxes, CodeChoice, ErrorSummary, TextArea, TimeField } from "./fields";
import { Tag } from "./layout";

export const stageWords: Record<TriageStage, string> = {
  waiting: "Waiting", allocated: "Allocated", accepted: "Accepted", en_route: "On the way", at_scene: "At scene",
  cleared: "Cleared", advised: "Helped by advice", withdrawn: "Withdrawn",
};

/** The one step that most often comes next, and the words on its button. */
const next: Partial<Record<TriageStage, [TriageStage, string]>> = {
  allocated: ["accepted", "Accept"], accepted: ["en_route", "On the way"], en_route: ["at_scene", "At scene"], at_scene: ["cleared", "Clear"],
};

/** Ends and steps back, which need words. */
const others = (stage: TriageStage): [TriageStage, string][] =>
  stage === "at_scene" ? [] : [["advised", "Helped by advice alone"], ...(stage === "waiting" ? [] : [["waiting", "Give back to the queue"] as [TriageStage, string]]), ["withdrawn", "No longer wanted"]];

/** How long ago, in words that change by themselves. */
export function Age({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20000);
    return () => clearInterval(timer);
  }, []);
  return <>{ageWords(now - Date.parse(since))}</>;
}

export function ageWords(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60000));
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} days`;
}

/** What takes a request further: the unit, the next step in one press, and the rest behind a summary. */
export function RequestActions({ request, name, units, changed }: { request: TriageRequest; name: string; units: TriageUnit[]; changed: () => void }) {
  const { lists } = useWorkplace();
  const [unit, setUnit] = useState("");
  const [other, setOther] = useState("");
  const [reason, setReason] = useState("");
  const [advice, setAdvice] = useState("");
  const [by, setBy] = useState("");
  const [time, setTime] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = async (stage: TriageStage, more: object = {}) => {
    const badTime = wrongTime(time);
    if (badTime) return setProblem(refusal(badTime, ["/at", badTime]));
    try {
      await call("POST", `/triage/requests/${request.id}/steps`, { stage, ...more, ...(time ? { at: fromLondon(time) } : {}) }, { ifMatch: `"${request.revision}"` });
      setProblem(null);
      setOther("");
      setReason("");
      setTime("");
    } catch (error) {
      setProblem(problemOf(error));
    }
    changed();
  };
  const canGo = units.filter((one) => !one.on_request_id && lists.triage_unit_status?.find((entry) => entry.code === one.status)?.parent !== "not_sent");
  const step = next[request.stage];
  const id = (field: string) => `${field}-${request.id}`;
  return (
    <div class="wm-no-print">
      {problem && <p class="govuk-error-message" role="alert"><span class="govuk-visually-hidden">Error:</span> {problem.fields[0]?.message ?? problem.title}</p>}
      {request.stage === "waiting" && (
        <div class="wm-inline">
          <Choice name={id("unit")} label={`Unit for ${name}`} value={unit} onChange={setUnit} options={canGo.map((one) => ({ value: one.id, text: one.call_sign }))} empty={canGo.length ? "Choose" : "No unit is free"} />
          <button type="button" class="govuk-button" onClick={() => void take("allocated", unit ? { unit_id: unit } : {})}>Allocate<span class="govuk-visually-hidden"> {name}</span></button>
        </div>
      )}
      {step && <button type="button" class="govuk-button govuk-!-margin-bottom-2" onClick={() => void take(step[0])}>{step[1]}<span class="govuk-visually-hidden">: {name}</span></button>}
      {(
        <details class="govuk-details govuk-!-margin-bottom-0">
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Something else, or at another time<span class="govuk-visually-hidden"> for {name}</span></span></summary>
          <TimeField name={id("at")} label="When it was, if not just now" hint="Counts for whatever is pressed next" value={time} onInput={setTime} />
          {others(request.stage).length > 0 && <>
            <Choice name={id("other")} label="What happened" value={other} onChange={setOther} options={others(request.stage).map(([value, text]) => ({ value, text }))} />
            {other === "advised" && <>
              <Choice name={id("advice")} label="How it was given" value={advice} onChange={setAdvice} options={current(lists, "contact_kind").filter(({ code }) => code !== "face_to_face").map((entry) => ({ value: entry.code, text: entry.label }))} />
              <Choice name={id("by")} label="By which unit (optional)" hint="It may be on another request" value={by} onChange={setBy} options={units.map((one) => ({ value: one.id, text: one.call_sign }))} empty="None of these" />
            </>}
            <TextArea name={id("reason")} label={other === "advised" ? "What was advised" : "Why"} rows={2} value={reason} onInput={setReason} />
            <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" disabled={!other} onClick={() => void take(other as TriageStage, { reason, ...(other === "advised" ? { advice, ...(by ? { unit_id: by } : {}) } : {}) })}>Save</button>
          </>}
        </details>
      )}
    </div>
  );
}

/** The steps of a request with their times, and a way to correct one. */
export function Steps({ course, changed }: { course: TriageCourse; changed: () => void }) {
  const { session } = useWorkplace();
  const label = useLabel();
  const save = async (step: string, at: string, reason: string) => {
    await call("POST", `/triage/requests/${course.request.id}/corrections`, { step_id: step, at, reason }, { ifMatch: `"${course.request.revision}"` });
    changed();
  };
  const corrections = (id: string) => course.entered.filter((step) => step.corrects_id === id);
  return (
    <ol class="wm-timeline">
      {course.steps.map((step) => (
        <li key={step.id}>
          <p class="govuk-body"><strong>{stageWords[step.stage]}</strong>{step.advice && `, ${label("contact_kind", step.advice).toLowerCase()}`} <span class="wm-when">{when(step.at)}{step.is_typed && ", typed"}</span></p>
          {step.reason && <p class="govuk-body wm-text">{step.reason}</p>}
          {corrections(step.id).map((correction) => <p class="govuk-body wm-quiet" key={correction.id}>Time corrected {when(correction.entered_at)}: {correction.reason} First entered as {when(course.entered.find((first) => first.id === step.id)?.at ?? null)}.</p>)}
          {may(session, "work_triage") && <CorrectTime of={stageWords[step.stage]} save={(at, reason) => save(step.id, at, reason)} />}
        </li>
      ))}
    </ol>
  );
}

/** Triage on the page of an incident: its requests, and the form that asks for the team. */
export function IncidentTriage({ incident, own, open, stamp }: { incident: string; own: boolean; open: boolean; stamp: string }) {
  const { session } = useWorkplace();
  const label = useLabel();
  const courses = useLoad<TriageCourse[]>(`/incidents/${incident}/triage-requests`);
  const [renewed, setRenewed] = useState(stamp);
  if (renewed !== stamp) {
    setRenewed(stamp);
    void courses.again();
  }
  if (!courses.data) return null;
  const isOpen = courses.data.some(({ request }) => !["cleared", "advised", "withdrawn"].includes(request.stage));
  const canAsk = own && open && !isOpen && may(session, "ask_triage");
  if (courses.data.length === 0 && !canAsk && !may(session, "see_triage")) return null;
  return (
    <section aria-label="Triage">
      <h2 class="govuk-heading-m">Triage</h2>
      {courses.data.map((course) => (
        <div class="wm-card" key={course.request.id}>
          <p class="govuk-body"><Tag colour={course.place.band === 1 ? "red" : "blue"}>{stageWords[course.request.stage]}</Tag> {label("triage_route", course.request.asked.route)}. {course.place.why}. {course.request.asked.reasons.map((reason) => label("triage_reason", reason)).join(", ")}</p>
          {course.request.asked.note && <p class="govuk-body wm-text">{course.request.asked.note}</p>}
          <Steps course={course} changed={() => void courses.again()} />
        </div>
      ))}
      {may(session, "see_triage") && <IncidentCallBacks incident={incident} open={open} />}
      {isOpen && <p class="govuk-body wm-no-print"><a class="govuk-link" href="/triage">Take it further at the triage desk</a></p>}
      {canAsk && <AskForm incident={incident} asked={() => void courses.again()} />}
    </section>
  );
}

/** Who asks can stand in the address, as it does when somebody rang the line. */
function AskForm({ incident, asked }: { incident: string; asked: () => void }) {
  const by = new URLSearchParams(window.location.search).get("ask");
  const [route, setRoute] = useState(by ?? "control_room");
  const [isS136, setIsS136] = useState(false);
  const [reasons, setReasons] = useState<string[]>([]);
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = async (event: Event) => {
    event.preventDefault();
    try {
      await call("POST", `/incidents/${incident}/triage-requests`, { route, is_s136_considered: isS136, reasons, note });
      setProblem(null);
      asked();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <details class="govuk-details wm-no-print" open={by !== null}>
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Ask for the triage team</span></summary>
      <form class="govuk-details__text" onSubmit={ask} noValidate aria-label="Ask for the triage team">
        <ErrorSummary problem={problem} />
        <CodeChoice name="route" label="Who asks" list="triage_route" value={route} onChange={setRoute} problem={problem} />
        <div class="govuk-form-group"><div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">
          <input class="govuk-checkboxes__input" type="checkbox" id="is_s136_considered" checked={isS136} onChange={(event) => setIsS136(event.currentTarget.checked)} />
          <label class="govuk-label govuk-checkboxes__label" for="is_s136_considered">Section 136 is being considered</label>
        </div></div></div>
        <CodeBoxes name="reasons" legend="Why" list="triage_reason" values={reasons} onChange={setReasons} problem={problem} />
        <TextArea name="note" label="Anything the team should know" rows={2} value={note} onInput={setNote} problem={problem} />
        <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Ask for the team</button>
      </form>
    </details>
  );
}
