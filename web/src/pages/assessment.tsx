import { useEffect, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { call, problemOf, type Problem, refusal } from "../api";
import { current, may, useLabel, useLive, useLoad, useWish, useWorkplace, when } from "../context";
import { useAnswers, type Answers, type Clash } from "../parts/answers";
import { Choice, CodeBoxes, CodeChoice, Radios, TextArea, TextField, TimeField } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";
import { fromLondon, typedFor, unfinished, wallClock, wrongTime } from "../london";
import type { AssessmentField, AssessmentForm, AssessmentWhole, Whole } from "../types";

const yesNo = [{ value: "yes", text: "Yes" }, { value: "no", text: "No" }, { value: "not_known", text: "Not known" }];
const asRadiosUpTo = 5;

export function AssessmentView() {
  const { params } = useRoute();
  const id = params.id ?? "";
  const { session } = useWorkplace();
  const answers = useAnswers(id);
  const begun = answers.whole?.assessment.begun_at;
  // What was asked on the day it began, whatever is asked today.
  const form = useLoad<AssessmentForm>(begun ? "/triage/assessment-form?on=" + wallClock(Date.parse(begun)).slice(0, 10) : null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useLive((ids) => {
    if (ids.has(id)) void answers.again();
  });
  const { whole } = answers;
  if (!whole || !form.data) return <Page title="Joint assessment"><Waiting problem={answers.problem ?? form.problem} /></Page>;
  const work = may(session, "assess");
  const finish = async () => {
    try {
      answers.put((await call<AssessmentWhole>("POST", `/triage/assessments/${id}/finish`)).data);
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const fields = form.data.sections.flatMap((section) => section.fields);
  const shown = (field: AssessmentField): boolean => {
    const over = fields.find(({ name }) => name === field.shown_when);
    const said = over && answers.valuesOf(over.name)[0];
    return !over || (!!said && !field.hidden_by.includes(said) && shown(over));
  };
  return (
    <Page title={whole.person.name || "Person not known by name"} caption="Joint assessment" problem={problem ?? answers.wrong}>
      <p class="govuk-body"><a class="govuk-link" href={"/incidents/" + whole.assessment.incident_id}>Incident {whole.reference}</a> {whole.is_first_contact ? <Tag>First contact with the team</Tag> : <Tag colour="yellow">Seen by the team before</Tag>} {whole.assessment.finished_at ? <Tag colour="green">Finished {when(whole.assessment.finished_at)}</Tag> : <Tag colour="grey">Begun {when(whole.assessment.begun_at)}</Tag>}</p>
      {work && !whole.assessment.person_id && <WhoItWas whole={whole} work={work} put={answers.put} failed={setProblem} />}
      {answers.clashes.map((clash) => <ClashCard key={clash.field} clash={clash} answers={answers} form={form.data as AssessmentForm} />)}
      {form.data.sections.map((section) => (
        <section key={section.name} class="wm-card" aria-label={section.title}>
          <h2 class="govuk-heading-m">{section.title}</h2>
          {section.fields.filter(shown).map((field) => <Field key={field.name} field={field} answers={answers} isOff={!work} isWithheld={whole.withheld.includes(field.name)} />)}
          {section.name === "needs" && <Referrals whole={whole} work={work} put={answers.put} failed={setProblem} />}
        </section>
      ))}
      <Outcomes whole={whole} work={work} put={answers.put} failed={setProblem} />
      {whole.earlier.length > 0 && <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Answers that were replaced</span></summary><div class="govuk-details__text"><ul class="govuk-list">{whole.earlier.map((one) => <li key={one.field + one.version}><strong>{fields.find(({ name }) => name === one.field)?.label}</strong>: <span class="wm-text">{inWords(fields.find(({ name }) => name === one.field), one.values) || "taken back"}</span> <span class="wm-when">{when(one.answered_at)}</span></li>)}</ul></div></details>}
      {whole.contradictions.length > 0 && <div class="govuk-inset-text">{whole.contradictions.map((one) => <p class="govuk-body" key={one.field}>{one.message}</p>)}</div>}
      {work && (
        <div class="wm-bar wm-no-print">
          <button type="button" class="govuk-button" onClick={() => void finish()}>{whole.assessment.finished_at ? "Check it again" : "Finish"}</button>
          <span class="wm-quiet" role="status">{{ "": "", saving: "Saving", saved: "Saved", offline: "No connection. What you typed is kept here and saved when there is one." }[answers.status]}{whole.missing.length > 0 && ` ${whole.missing.length} still to answer.`}</span>
        </div>
      )}
    </Page>
  );
}

/** One question, in the shape its kind asks for; saved as soon as it is answered. */
function Field({ field, answers, isOff, isWithheld }: { field: AssessmentField; answers: Answers; isOff: boolean; isWithheld: boolean }) {
  const { lists } = useWorkplace();
  const values = answers.valuesOf(field.name);
  const value = values[0] ?? "";
  const [text, setText] = useState(value);
  // From when somebody begins to type, so that what comes in meanwhile is noticed.
  const [typedOn, setTypedOn] = useState<number | null>(null);
  useEffect(() => {
    if (typedOn === null) setText(value);
  }, [value, typedOn]);
  const problem = answers.wrong;
  const label = field.label + (field.is_needed ? "" : " (optional)");
  const hint = field.is_opinion ? "A judgement" : undefined;
  const one = (chosen: string) => answers.answer(field.name, chosen ? [chosen] : []);
  if (isOff) return <p class="govuk-body"><strong>{field.label}</strong><br />{values.map((each) => field.kind === "time" ? when(each) : field.list ? lists[field.list]?.find(({ code }) => code === each)?.label ?? each : each).join(", ") || (isWithheld ? "Answered, and shown only to those who assess" : "Not answered")}</p>;
  if (field.kind === "codes") return <CodeBoxes name={field.name} legend={label} {...(hint ? { hint } : {})} list={field.list} values={values} onChange={(chosen) => answers.answer(field.name, chosen)} problem={problem} />;
  const clear = value && <button type="button" class="wm-link-button" onClick={() => one("")}>Take the answer back<span class="govuk-visually-hidden">: {field.label}</span></button>;
  if (field.kind === "yes_no") return <><Radios name={field.name} legend={label} {...(hint ? { hint } : {})} value={value} options={yesNo} onChange={one} problem={problem} />{clear}</>;
  if (field.kind === "code") {
    const options = current(lists, field.list, values);
    if (options.length <= asRadiosUpTo) return <><Radios name={field.name} legend={label} {...(hint ? { hint } : {})} value={value} options={options.map((entry) => ({ value: entry.code, text: entry.label }))} onChange={one} problem={problem} />{clear}</>;
    return <CodeChoice name={field.name} label={label} hint={hint} list={field.list} value={value} onChange={one} problem={problem} />;
  }
  if (field.kind === "time") return <TimeAnswer field={field} label={label} answers={answers} value={value} />;
  if (field.kind === "day") return <DayAnswer field={field} label={label} answers={answers} value={value} />;
  const typed = { name: field.name, label, hint, value: text, problem, onInput: (words: string) => { const from = typedOn ?? answers.versionOf(field.name); setTypedOn(from); setText(words); answers.type(field.name, words ? [words] : [], from); }, onBlur: () => { setTypedOn(null); answers.flush(); } };
  return field.kind === "number" ? <TextField {...typed} inputMode="numeric" width="govuk-input--width-5" /> : field.max > 300 ? <TextArea {...typed} rows={3} /> : <TextField {...typed} />;
}

/** Kept when the box is left: a day that is half typed is another day. */
function DayAnswer({ field, label, answers, value }: { field: AssessmentField; label: string; answers: Answers; value: string }) {
  const [text, setText] = useState(value);
  const [typedOn, setTypedOn] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (typedOn === null) setText(value);
  }, [value, typedOn]);
  const leave = (typed: string) => {
    const wrong = typed === unfinished ? "Fill in the whole day, or clear it." : "";
    setProblem(wrong ? refusal(wrong, ["/" + field.name, wrong]) : null);
    if (wrong) return;
    setTypedOn(null);
    if (typed !== value) answers.answer(field.name, typed ? [typed] : [], typedOn ?? undefined);
  };
  return <TextField name={field.name} label={label} type="date" width="govuk-input--width-10" value={text} onInput={(typed) => { setTypedOn((held) => held ?? answers.versionOf(field.name)); setText(typed); }} onBlur={leave} problem={problem ?? answers.wrong} />;
}

/** London's wall clock in the box; the moment in the record. One press says that it was just now. */
function TimeAnswer({ field, label, answers, value }: { field: AssessmentField; label: string; answers: Answers; value: string }) {
  const kept = value ? typedFor(Date.parse(value)) : "";
  const [text, setText] = useState(kept);
  // From when somebody begins to type, so that what comes in meanwhile is noticed.
  const [typedOn, setTypedOn] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (typedOn === null) setText(kept);
  }, [kept, typedOn]);
  const leave = (typed: string) => {
    const wrong = wrongTime(typed);
    setProblem(wrong ? refusal(wrong, ["/" + field.name, wrong]) : null);
    if (wrong) return;
    setTypedOn(null);
    if (typed !== kept) answers.answer(field.name, typed ? [fromLondon(typed) ?? ""] : [], typedOn ?? undefined);
  };
  const sayNow = () => {
    const now = new Date();
    setTypedOn(null);
    setProblem(null);
    setText(typedFor(now.getTime()));
    answers.answer(field.name, [now.toISOString()], typedOn ?? undefined);
  };
  return (
    <div class="wm-inline">
      <TimeField name={field.name} label={label} value={text} onInput={(typed) => { setTypedOn((held) => held ?? answers.versionOf(field.name)); setText(typed); }} onBlur={leave} problem={problem ?? answers.wrong} />
      <button type="button" class="govuk-button govuk-button--secondary" onClick={sayNow}>Now<span class="govuk-visually-hidden">: {field.label}</span></button>
    </div>
  );
}

const inWords = (field: AssessmentField | undefined, values: string[]) => values.map((each) => (field?.kind === "time" ? when(each) : each)).join(", ");

function ClashCard({ clash, answers, form }: { clash: Clash; answers: Answers; form: AssessmentForm }) {
  const field = form.sections.flatMap((section) => section.fields).find((one) => one.name === clash.field);
  return (
    <div class="wm-card wm-card--alert" role="alert">
      <h2 class="govuk-heading-s">Someone else has just answered: {field?.label}</h2>
      <p class="govuk-body wm-text"><strong>Theirs:</strong> {inWords(field, clash.theirs) || "nothing"}</p>
      <p class="govuk-body wm-text"><strong>Yours:</strong> {inWords(field, clash.mine) || "nothing"}</p>
      <p class="wm-row-buttons"><button type="button" class="govuk-button" onClick={() => answers.keepMine(clash.field)}>Keep mine</button><button type="button" class="govuk-button govuk-button--secondary" onClick={() => answers.keepTheirs(clash.field)}>Keep theirs</button></p>
    </div>
  );
}

type Part = { whole: AssessmentWhole; work: boolean; put: (whole: AssessmentWhole) => void; failed: (problem: Problem | null) => void };

/** True once it is kept. The same thing sent again after a lost answer is applied once. */
function useSend({ whole, put, failed }: Part): (path: string, body: object) => Promise<boolean> {
  const wish = useWish();
  return async (path, body) => {
    try {
      put((await call<AssessmentWhole>("POST", `/triage/assessments/${whole.assessment.id}${path}`, body, { key: wish.key(path + JSON.stringify(body)) })).data);
      wish.done();
      failed(null);
      return true;
    } catch (error) {
      failed(problemOf(error));
      return false;
    }
  };
}

/** Takes back what was entered by mistake; it stays, struck through, with why. */
function TakeBack({ id, what, send }: { id: string; what: string; send: (reason: string) => Promise<boolean> }) {
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  if (!isOpen) return <button type="button" class="wm-link-button wm-no-print" onClick={() => setIsOpen(true)}>Entered by mistake<span class="govuk-visually-hidden">: {what}</span></button>;
  return (
    <div class="wm-inline wm-no-print">
      <TextField name={"reason-" + id} label={"Why it is taken back: " + what} value={reason} onInput={setReason} />
      <button type="button" class="govuk-button govuk-button--secondary" disabled={!reason.trim()} onClick={() => void send(reason).then((isKept) => isKept && setIsOpen(false))}>Take it back</button>
    </div>
  );
}

/** Found out later, as names often are. */
function WhoItWas(part: Part) {
  const incident = useLoad<Whole>("/incidents/" + part.whole.assessment.incident_id);
  const send = useSend(part);
  const [person, setPerson] = useState("");
  const people = incident.data?.people ?? [];
  if (people.length === 0) return <p class="govuk-body wm-quiet">Once you know who it is, add the person to the incident and say so here.</p>;
  return (
    <div class="wm-inline wm-no-print">
      <Choice name="who" label="Who it was" value={person} onChange={setPerson} options={people.map((one) => ({ value: one.person.id, text: one.person.name }))} />
      <button type="button" class="govuk-button govuk-button--secondary" disabled={!person} onClick={() => void send("/person", { person_id: person })}>Save</button>
    </div>
  );
}

function Referrals(part: Part) {
  const { whole, work } = part;
  const label = useLabel();
  const send = useSend(part);
  const [need, setNeed] = useState("");
  const [service, setService] = useState("");
  const [time, setTime] = useState("");
  const [said, setSaid] = useState("");
  const [wrongAt, setWrongAt] = useState<Problem | null>(null);
  /** With the time that was typed, if one was; a wrong one is told and nothing is sent. */
  const sendAt = (path: string, body: object, typed: string, box: string): Promise<boolean> => {
    const wrong = wrongTime(typed);
    setWrongAt(wrong ? refusal(wrong, ["/" + box, wrong]) : null);
    return wrong ? Promise.resolve(false) : send(path, typed ? { ...body, at: fromLondon(typed) } : body);
  };
  return (
    <>
      <h3 class="govuk-heading-s">Referrals made</h3>
      {whole.referrals.length === 0 && <p class="govuk-body wm-quiet">None yet.</p>}
      <ul class="wm-choices govuk-!-margin-bottom-4">
        {whole.referrals.map((one) => (
          <li key={one.id}>
            {one.withdrawn.at ? <s>{label("service", one.service)}, for {label("triage_need", one.need).toLowerCase()}</s> : <>{label("service", one.service)}, for {label("triage_need", one.need).toLowerCase()}</>} <span class="wm-when">{when(one.made_at)}{one.withdrawn.at && `. Taken back ${when(one.withdrawn.at)}: ${one.withdrawn.why}`}</span>{" "}
            {work && !one.withdrawn.at && <TakeBack id={one.id} what={`${label("service", one.service)}, for ${label("triage_need", one.need).toLowerCase()}`} send={(reason) => send(`/referrals/${one.id}/withdrawal`, { reason })} />}{" "}
            {!one.withdrawn.at && <Tag colour={one.accepted_at ? "green" : one.acknowledged_at ? "blue" : "grey"}>{one.accepted_at ? "Accepted" : one.acknowledged_at ? "Acknowledged" : "Sent"}</Tag>}
            {work && !one.accepted_at && !one.withdrawn.at && <p class="wm-row-buttons">{!one.acknowledged_at && <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => void sendAt(`/referrals/${one.id}/steps`, { step: "acknowledged" }, said, "said_at").then((isKept) => isKept && setSaid(""))}>Acknowledged</button>}<button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => void sendAt(`/referrals/${one.id}/steps`, { step: "accepted" }, said, "said_at").then((isKept) => isKept && setSaid(""))}>Accepted</button></p>}
          </li>
        ))}
      </ul>
      {work && whole.referrals.some((one) => !one.accepted_at && !one.withdrawn.at) && <details class="govuk-details wm-no-print"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Acknowledged or accepted earlier</span></summary><div class="govuk-details__text"><TimeField name="said_at" label="When it was" hint="Then press what was said" value={said} onInput={setSaid} problem={wrongAt} /></div></details>}
      {work && <div class="wm-inline wm-no-print">
        <CodeChoice name="need" label="For" list="triage_need" value={need} onChange={setNeed} />
        <CodeChoice name="service" label="To" list="service" value={service} onChange={setService} />
        <TimeField name="at" label="When, if not just now" value={time} onInput={setTime} problem={wrongAt} />
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => void sendAt("/referrals", { need, service }, time, "at").then((isKept) => { if (isKept) { setNeed(""); setService(""); setTime(""); } })}>Add the referral</button>
      </div>}
    </>
  );
}

function Outcomes(part: Part) {
  const { whole, work } = part;
  const label = useLabel();
  const send = useSend(part);
  const [code, setCode] = useState("");
  const [source, setSource] = useState("scene");
  const [on, setOn] = useState("");
  return (
    <section class="wm-card" aria-label="What became of them">
      <h2 class="govuk-heading-m">What became of them</h2>
      <ul class="wm-choices govuk-!-margin-bottom-4">
        {whole.outcomes.map((one) => {
          const what = label("triage_outcome", one.code);
          return (
            <li key={one.id}>
              {one.withdrawn.at ? <s>{what}</s> : what} <span class="wm-when">{one.on}, {label("triage_outcome_source", one.source).toLowerCase()}{one.withdrawn.at && `. Taken back ${when(one.withdrawn.at)}: ${one.withdrawn.why}`}</span>{" "}
              {work && !one.withdrawn.at && <TakeBack id={one.id} what={what} send={(reason) => send(`/outcomes/${one.id}/withdrawal`, { reason })} />}
            </li>
          );
        })}
      </ul>
      {work && <div class="wm-inline wm-no-print">
        <CodeChoice name="code" label="Outcome" list="triage_outcome" value={code} onChange={setCode} />
        <CodeChoice name="source" label="How it is known" list="triage_outcome_source" value={source} onChange={setSource} />
        <TextField name="on" label="When, if not today" type="date" value={on} onInput={setOn} />
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => void send("/outcomes", { code, source, ...(on ? { on } : {}) }).then((isKept) => { if (isKept) setCode(""); })}>Add the outcome</button>
      </div>}
    </section>
  );
}
