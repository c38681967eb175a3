// Where the time of police went on an incident, read from times recorded for other reasons, and why
// something took long.

import { useState } from "preact/hooks";
import { call, problemOf, type Problem, refusal } from "../api";
import { may, useLabel, useLoad, useWorkplace, when } from "../context";
import type { PoliceStage, PoliceTime } from "../types";
import { Choice, CodeChoice, ErrorSummary, TextField } from "./fields";
import { Age } from "./triage";

const stageWords: Record<PoliceStage, string> = {
  travel: "Travelling", scene: "At the scene", waiting_for_ambulance: "Waiting for an ambulance", conveying: "Taking somebody somewhere",
  waiting_at_place: "Waiting at a place until staff took over", handover: "From then until police were released",
};
const order = Object.keys(stageWords) as PoliceStage[];

export function IncidentPoliceTime({ incident, open, stamp }: { incident: string; open: boolean; stamp: string }) {
  const { session } = useWorkplace();
  const label = useLabel();
  const found = useLoad<PoliceTime>(`/incidents/${incident}/police-time`);
  const [renewed, setRenewed] = useState(stamp);
  if (renewed !== stamp) {
    setRenewed(stamp);
    void found.again();
  }
  if (!found.data) return null;
  const { ledger, delays } = found.data;
  if (ledger.spells.length === 0) return null;
  const stages = order.filter((stage) => ledger.spells.some((spell) => spell.stage === stage));
  const clock = (iso: string) => when(iso).slice(-5);
  return (
    <section aria-label="Police time">
      <h2 class="govuk-heading-m">Police time</h2>
      <p class="govuk-body">{ledger.total} min{ledger.is_going_on && " so far, and going on"}. Read from the times recorded; each minute counts once.</p>
      <div class="wm-scroll"><table class="govuk-table wm-table">
        <caption class="govuk-visually-hidden">Minutes by stage</caption>
        <thead><tr><th scope="col">Stage</th><th scope="col">When</th><th scope="col" class="wm-count">Minutes</th><th scope="col">Why it took long</th></tr></thead>
        <tbody>
          {stages.map((stage) => {
            const said = delays.find((delay) => delay.stage === stage);
            return (
              <tr key={stage}>
                <td>{stageWords[stage]}</td>
                <td>{ledger.spells.filter((spell) => spell.stage === stage).map((spell, i) => <div key={i}>{clock(spell.from)} to {spell.to ? clock(spell.to) : spell.is_going_on ? <>now, <Age since={spell.from} /></> : "not recorded"}</div>)}</td>
                <td class="wm-count">{ledger.by_stage.find((one) => one.stage === stage)?.minutes ?? ""}</td>
                <td>{said && <>{label("delay_reason", said.reason)}. {said.note} <span class="wm-quiet">{said.said_by}</span></>}</td>
              </tr>
            );
          })}
        </tbody>
      </table></div>
      {ledger.unknown.map((words) => <p class="govuk-inset-text" key={words}>{words}</p>)}
      {open && may(session, "record_detention") && <DelayForm incident={incident} stages={stages} saved={found.put} />}
    </section>
  );
}

function DelayForm({ incident, stages, saved }: { incident: string; stages: PoliceStage[]; saved: (time: PoliceTime) => void }) {
  const [form, setForm] = useState({ stage: "", reason: "", note: "" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!form.stage) return setProblem(refusal("This cannot be kept yet.", ["/delay_stage", "Choose what took long."]));
    try {
      saved((await call<PoliceTime>("POST", `/incidents/${incident}/police-time/delays`, form)).data);
      setForm({ stage: "", reason: "", note: "" });
      setProblem(null);
    } catch (error) {
      const refusal = problemOf(error);
      setProblem({ ...refusal, fields: refusal.fields.map((field) => ({ ...field, field: field.field.replace("/", "/delay_") })) });
    }
  };
  return (
    <details class="govuk-details wm-no-print"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Say why something took long</span></summary>
      <form class="govuk-details__text" onSubmit={submit} noValidate aria-label="Why something took long">
        <ErrorSummary problem={problem} />
        <Choice name="delay_stage" label="What took long" value={form.stage} onChange={(stage) => setForm({ ...form, stage })} options={stages.map((stage) => ({ value: stage, text: stageWords[stage] }))} problem={problem} />
        <CodeChoice name="delay_reason" label="Why" list="delay_reason" value={form.reason} onChange={(reason) => setForm({ ...form, reason })} problem={problem} />
        <TextField name="delay_note" label="Anything to add (optional)" value={form.note} onInput={(note) => setForm({ ...form, note })} problem={problem} />
        <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Save</button>
      </form>
    </details>
  );
}
