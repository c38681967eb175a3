// Calls that were promised: the list of those to be made, and the form that promises one.

import { useState } from "preact/hooks";
import { call, post, problemOf, type Problem, refusal } from "../api";
import { current, may, useLabel, useLoad, useWorkplace, when } from "../context";
import { fromLondon } from "../london";
import type { TriageCallBack } from "../types";
import { Choice, CodeChoice, ErrorSummary, TextField, TimeField } from "./fields";
import { Tag } from "./layout";

/** Calls still to be made, each with what came of it in one choice. */
export function CallBackList({ callBacks, changed }: { callBacks: TriageCallBack[]; changed: () => void }) {
  return <ul class="wm-choices">{callBacks.map((one) => <CallBackLine key={one.id} callBack={one} changed={changed} />)}</ul>;
}

function CallBackLine({ callBack, changed }: { callBack: TriageCallBack; changed: () => void }) {
  const { lists, session } = useWorkplace();
  const label = useLabel();
  const [result, setResult] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const late = !callBack.ended_at && Date.parse(callBack.due_at) < Date.now();
  const save = async () => {
    try {
      await post(`/triage/call-backs/${callBack.id}/result`, { result });
      changed();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const name = "result-" + callBack.id;
  return (
    <li>
      <p class="govuk-body govuk-!-margin-bottom-1">{late && <><Tag colour="red">late</Tag> </>}<strong>{label("call_back_to", callBack.to_whom)}</strong>, by {when(callBack.due_at)} <a class="govuk-link" href={"/incidents/" + callBack.incident_id}>{callBack.reference}</a></p>
      <p class="govuk-body govuk-!-margin-bottom-1 wm-text">{callBack.about}</p>
      {!callBack.ended_at && callBack.result && <p class="wm-when">Tried: {label("call_back_result", callBack.result).toLowerCase()}</p>}
      {callBack.ended_at && <p class="wm-when">{label("call_back_result", callBack.result)}, {when(callBack.ended_at)}</p>}
      {!callBack.ended_at && may(session, "work_triage") && (
        <div class="wm-inline wm-no-print">
          <Choice name={name} label={`What came of it: ${callBack.reference}`} value={result} onChange={setResult} options={current(lists, "call_back_result").map((entry) => ({ value: entry.code, text: entry.label }))} />
          <button type="button" class="govuk-button govuk-button--secondary" disabled={!result} onClick={() => void save()}>Save</button>
        </div>
      )}
      {problem && <p class="govuk-error-message" role="alert">{problem.title}</p>}
    </li>
  );
}

/** On the page of an incident: the calls that were promised, and a way to promise one. */
export function IncidentCallBacks({ incident, open }: { incident: string; open: boolean }) {
  const { session } = useWorkplace();
  const found = useLoad<TriageCallBack[]>(`/incidents/${incident}/call-backs`);
  const [isOpen, setIsOpen] = useState(false);
  if (!found.data || (!open && found.data.length === 0)) return null;
  return (
    <div class="wm-card">
      <h3 class="govuk-heading-s">Promised calls</h3>
      {found.data.length === 0 && <p class="govuk-body wm-quiet">None was promised.</p>}
      <CallBackList callBacks={found.data} changed={() => void found.again()} />
      {may(session, "work_triage") && !isOpen && <button type="button" class="wm-link-button wm-no-print" onClick={() => setIsOpen(true)}>Promise a call</button>}
      {isOpen && <PromiseForm incident={incident} done={() => { setIsOpen(false); void found.again(); }} />}
    </div>
  );
}

function PromiseForm({ incident, done }: { incident: string; done: () => void }) {
  const [form, setForm] = useState({ to_whom: "", about: "", due: "" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const due_at = fromLondon(form.due);
    if (!due_at) return setProblem(refusal("The promise cannot be kept yet.", ["/due_at", "Enter by when."]));
    try {
      await call("POST", `/incidents/${incident}/call-backs`, { to_whom: form.to_whom, about: form.about, due_at });
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Promise a call">
      <ErrorSummary problem={problem} />
      <CodeChoice name="to_whom" label="Who is called" list="call_back_to" value={form.to_whom} onChange={(to_whom) => setForm({ ...form, to_whom })} problem={problem} />
      <TextField name="about" label="What about" hint="For whoever makes the call" value={form.about} onInput={(about) => setForm({ ...form, about })} problem={problem} />
      <TimeField name="due_at" label="By when" value={form.due} onInput={(due) => setForm({ ...form, due })} problem={problem} />
      <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Promise the call</button>
    </form>
  );
}
