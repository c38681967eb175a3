// The small guided steps of first contact: mental-health related or not, THRIVE, Right Care Right
// Person, markers and advice. Each saves by itself and tells the page when it has.

import { useEffect, useState } from "preact/hooks";
import { call, post, problemOf, type Problem } from "../api";
import { current, useLabel, useLoad, useWorkplace } from "../context";
import type { Prompt, RightCareData, Whole } from "../types";
import { CodeBoxes, CodeChoice, ErrorSummary, Radios, TextArea, Tick } from "./fields";
import { Tag } from "./layout";

type StepProps = { whole: Whole; saved: () => void };

function useSend(saved: () => void): { problem: Problem | null; send: (path: string, body: unknown, method?: string, ifMatch?: string) => Promise<boolean> } {
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (path: string, body: unknown, method = "POST", ifMatch = "") => {
    try {
      await call(method, path, body, ifMatch ? { ifMatch } : {});
      setProblem(null);
      saved();
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    }
  };
  return { problem, send };
}

export function MhriStep({ whole, saved, source = "FIRST_CONTACT" }: StepProps & { source?: string }) {
  const { lists } = useWorkplace();
  const last = whole.mhri[whole.mhri.length - 1];
  const [belief, setBelief] = useState(last?.belief ?? "");
  const [limbA, setLimbA] = useState(last?.limb_a_vulnerability_central ?? false);
  const [limbB, setLimbB] = useState(last?.limb_b_police_did_more ?? false);
  const [reason, setReason] = useState("");
  const { problem, send } = useSend(saved);
  const flagged = belief === "yes" && (limbA || limbB);
  const losesFlag = whole.incident.is_mhri && !flagged;
  const submit = (event: Event) => {
    event.preventDefault();
    void send(`/incidents/${whole.incident.id}/mhri`, { belief, limb_a_vulnerability_central: limbA, limb_b_police_did_more: limbB, source, reason });
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Mental-health related">
      <ErrorSummary problem={problem} />
      <Radios name="belief" legend="Is it thought to relate to someone's mental health?" hint="The caller's belief, yours, an officer's or a partner's counts." value={belief} onChange={setBelief} problem={problem}
        options={current(lists, "belief").map((code) => ({ value: code.code, text: code.label }))} />
      {belief === "yes" && (
        <div class="govuk-form-group">
          <Tick name="limb_a" label="Their vulnerability is at the centre of the incident" checked={limbA} onChange={setLimbA} />
          <Tick name="limb_b" label="Police have had to do something more or different because of it" checked={limbB} onChange={setLimbB} />
        </div>
      )}
      {losesFlag && <TextArea name="reason" label="Why it is no longer mental-health related" value={reason} onInput={setReason} problem={problem} rows={2} />}
      <p class="govuk-body">Flag: {flagged ? <Tag>Mental-health related incident</Tag> : <Tag colour="grey">Not flagged</Tag>}</p>
      <button class="govuk-button govuk-button--secondary" type="submit" disabled={!belief}>Save the judgement</button>
    </form>
  );
}

const thriveTexts: [string, string, string][] = [
  ["threat", "Threat", "What is happening or may happen"],
  ["harm", "Harm", "What harm there is or could be"],
  ["risk", "Risk", "How likely it is. Say why, if the grade is less urgent than the levels suggest"],
  ["investigation", "Investigation", "What has to be found out or kept"],
  ["vulnerability", "Vulnerability", "What makes anyone here vulnerable"],
  ["engagement", "Engagement", "What the people involved want and need"],
  ["prevention", "Prevention", "What would stop it happening again"],
  ["intervention", "Intervention", "What can be done now, with partners"],
];

export function ThriveStep({ whole, saved, vulnerabilityText }: StepProps & { vulnerabilityText: string }) {
  const { lists } = useWorkplace();
  const last = whole.thrive[whole.thrive.length - 1];
  const blank = Object.fromEntries([...thriveTexts.map(([name]) => name), "threat_level", "harm_level", "risk_level", "grade_after"].map((name) => [name, ""]));
  const [form, setForm] = useState<Record<string, string>>({ ...blank, prompted_by: last ? "NEW_INFO" : "INITIAL", grade_after: whole.incident.grade });
  const [more, setMore] = useState(false);
  const { problem, send } = useSend(saved);
  const set = (name: string) => (value: string) => setForm((old) => ({ ...old, [name]: value }));
  const levels = current(lists, "risk_level");
  const rank = (code: string) => levels.findIndex((level) => level.code === code);
  const highest = ["threat_level", "harm_level", "risk_level"].map((name) => form[name] ?? "").sort((a, b) => rank(b) - rank(a))[0] ?? "";
  const suggested = lists.response_grade?.find((grade) => grade.parent === highest);
  useEffect(() => {
    if (suggested && !form.grade_after) set("grade_after")(suggested.code);
  }, [suggested?.code]);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await send(`/incidents/${whole.incident.id}/thrive`, form)) setForm({ ...form, prompted_by: "NEW_INFO" });
  };
  return (
    <form onSubmit={submit} noValidate aria-label="THRIVE">
      <ErrorSummary problem={problem} />
      <details class="govuk-details">
        <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Vulnerability, and the four steps</span></summary>
        <div class="govuk-details__text">
          <p>{vulnerabilityText}</p>
          <ol class="govuk-list govuk-list--number"><li>Identify the vulnerability.</li><li>How does it interact with the situation to create harm?</li><li>Assess the level of harm.</li><li>Act in proportion, involving partners.</li></ol>
        </div>
      </details>
      <div class="wm-two">
        <CodeChoice name="threat_level" label="Threat" list="risk_level" value={form.threat_level ?? ""} onChange={set("threat_level")} problem={problem} />
        <CodeChoice name="harm_level" label="Harm" list="risk_level" value={form.harm_level ?? ""} onChange={set("harm_level")} problem={problem} />
        <CodeChoice name="risk_level" label="Risk" list="risk_level" value={form.risk_level ?? ""} onChange={set("risk_level")} problem={problem} />
        <CodeChoice name="grade_after" label="Response grade" hint={suggested ? "Suggested: " + suggested.label : undefined} list="response_grade" value={form.grade_after ?? ""} onChange={set("grade_after")} problem={problem} />
        {last && <CodeChoice name="prompted_by" label="Why assess again" list="thrive_prompt" value={form.prompted_by ?? ""} onChange={set("prompted_by")} problem={problem} />}
      </div>
      {thriveTexts.filter(([name]) => more || name === "risk" || name === "vulnerability").map(([name, label, hint]) => (
        <TextArea key={name} name={name} label={label + " in words"} hint={hint} value={form[name] ?? ""} onInput={set(name)} problem={problem} rows={2} />
      ))}
      {!more && <p class="govuk-body"><button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => setMore(true)}>Write about the rest of THRIVE</button></p>}
      <button class="govuk-button govuk-button--secondary" type="submit">Save the assessment</button>
    </form>
  );
}

export function RightCareStep({ whole, saved, data }: StepProps & { data: RightCareData }) {
  const label = useLabel();
  const { session } = useWorkplace();
  const last = whole.right_care[whole.right_care.length - 1];
  const [type, setType] = useState(last?.call_type ?? "");
  const [answers, setAnswers] = useState<Record<string, string>>(Object.fromEntries((last?.answers ?? []).map((a) => [a.question, a.answer])));
  const [form, setForm] = useState<Record<string, string>>({
    asked_service: last?.asked_service ?? "", service_answer: last?.service_answer ?? "", override_result: last?.override_result ?? "",
    override_rank: last?.override_rank ?? "", override_reason: last?.override_reason ?? "", escalated_to: last?.escalated_to ?? "", escalation_reason: last?.escalation_reason ?? "",
  });
  const { problem, send } = useSend(saved);
  const set = (name: string) => (value: string) => setForm((old) => ({ ...old, [name]: value }));
  const chosen = data.call_types.find((one) => one.code === type);

  // Walk the questions as the server does, so that only the next one is asked.
  const asked: { code: string; text: string }[] = [];
  let result = "";
  let unknown = false;
  for (const question of chosen?.questions ?? []) {
    asked.push(question);
    const answer = answers[question.code];
    if (!answer) break;
    unknown = unknown || answer === "unknown";
    const leads = answer === "yes" ? question.on_yes : answer === "no" ? question.on_no : "";
    if (leads) {
      result = unknown && leads.startsWith("NO_DEPLOY") ? "SUPERVISOR_REVIEW" : leads;
      break;
    }
    if (asked.length === chosen?.questions.length) result = unknown ? "SUPERVISOR_REVIEW" : chosen.otherwise;
  }
  const submit = (event: Event) => {
    event.preventDefault();
    const given = asked.filter((question) => answers[question.code]).map((question) => ({ question: question.code, answer: answers[question.code] }));
    const now = new Date().toISOString();
    void send(`/incidents/${whole.incident.id}/right-care`, {
      call_type: type, answers: given, ...form,
      asked_at: form.asked_service ? last?.asked_at ?? now : null, answered_at: form.service_answer ? last?.answered_at ?? now : null,
    });
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Right Care Right Person">
      <ErrorSummary problem={problem} />
      <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">When police respond</span></summary><div class="govuk-details__text">{data.threshold}</div></details>
      <CodeChoice name="call_type" label="Type of call" list="rcrp_call_type" value={type} onChange={(code) => { setType(code); setAnswers({}); }} problem={problem} empty="Not one of these four" />
      {asked.map((question, i) => (
        <Radios key={question.code} name={i === 0 ? "answers" : "answers-" + question.code} legend={question.text} value={answers[question.code] ?? ""} problem={problem}
          onChange={(value) => {
            const kept = Object.fromEntries(asked.slice(0, i).map((q) => [q.code, answers[q.code] ?? ""]));
            setAnswers({ ...kept, [question.code]: value });
          }}
          options={[{ value: "yes", text: "Yes" }, { value: "no", text: "No" }, { value: "unknown", text: "Not known" }]} />
      ))}
      {result && (
        <>
          <div class="govuk-inset-text" role="status"><strong>{label("rcrp_result", result)}</strong>{!result.startsWith("DEPLOY") && chosen && <><br />{chosen.advice}</>}</div>
          <div class="wm-two">
            <CodeChoice name="asked_service" label="Service asked" list="service" value={form.asked_service ?? ""} onChange={set("asked_service")} problem={problem} empty="None" />
            <CodeChoice name="service_answer" label="Their answer" list="rcrp_service_answer" value={form.service_answer ?? ""} onChange={set("service_answer")} problem={problem} empty="None yet" />
            <CodeChoice name="escalated_to" label="Escalated to" list="rank" value={form.escalated_to ?? ""} onChange={set("escalated_to")} problem={problem} empty="Not escalated" />
          </div>
          {form.escalated_to && <TextArea name="escalation_reason" label="Why it is escalated" value={form.escalation_reason ?? ""} onInput={set("escalation_reason")} problem={problem} rows={2} />}
          {session.permissions.includes("close_incident") && (
            <details class="govuk-details" open={!!form.override_result}>
              <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Override the result</span></summary>
              <CodeChoice name="override_result" label="Result instead" list="rcrp_result" value={form.override_result ?? ""} onChange={set("override_result")} problem={problem} empty="Keep the result" />
              <CodeChoice name="override_rank" label="Rank of whoever decides" list="rank" value={form.override_rank ?? ""} onChange={set("override_rank")} problem={problem} />
              <TextArea name="override_reason" label="Why" value={form.override_reason ?? ""} onInput={set("override_reason")} problem={problem} rows={2} />
            </details>
          )}
          <button class="govuk-button govuk-button--secondary" type="submit">Save the decision</button>
        </>
      )}
    </form>
  );
}

export function MarkersStep({ whole, saved }: StepProps) {
  const { problem, send } = useSend(saved);
  const held = (list: string) => whole.markers.filter((marker) => marker.list === list && !marker.removed_at).map((marker) => marker.code);
  const lists: [string, string, string][] = [
    ["qualifier", "Qualifiers", ""],
    ["condition", "What is thought to be behind it", "The criteria of street triage. An opinion, not a diagnosis."],
    ["vulnerability", "Other vulnerabilities present", "Anyone involved, not only the subject."],
  ];
  return (
    <div>
      <ErrorSummary problem={problem} />
      {lists.map(([list, legend, hint]) => (
        <details class="govuk-details" key={list} open={list !== "qualifier"}>
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{legend}{held(list).length ? ` (${held(list).length})` : ""}</span></summary>
          <CodeBoxes name={list} legend={legend} {...(hint ? { hint } : {})} list={list} values={held(list)} problem={problem}
            onChange={(codes) => void send(`/incidents/${whole.incident.id}/markers`, { list, codes, assertion: list === "qualifier" ? "fact" : "opinion" }, "PUT", `"${whole.incident.revision}"`)} />
        </details>
      ))}
    </div>
  );
}

export function PromptsStep({ whole, saved }: StepProps) {
  const label = useLabel();
  const answer = async (prompt: Prompt, value: string) => {
    await post(`/incidents/${whole.incident.id}/prompts`, { code: prompt.code, answer: value, reason: "" }).catch(() => undefined);
    saved();
  };
  const latest = new Map(whole.prompts.map((prompt) => [prompt.code, prompt]));
  return (
    <ul class="wm-choices">
      {[...latest.values()].map((prompt) => (
        <li key={prompt.code}>
          <Radios name={"prompt-" + prompt.code} legend={label("prompt", prompt.code)} value={prompt.answer} onChange={(value) => void answer(prompt, value)}
            options={[{ value: "given", text: "Given" }, { value: "not_given", text: "Not given" }]} />
        </li>
      ))}
    </ul>
  );
}

export const useRightCare = () => useLoad<RightCareData>("/right-care");
