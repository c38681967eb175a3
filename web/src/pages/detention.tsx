import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { call, problemOf, type Problem, refusal } from "../api";
import { may, useLabel, useLive, useLoad, useWorkplace, when } from "../context";
import { fromLondon, wrongTime } from "../london";
import { CorrectTime } from "../parts/correct_time";
import { Headline } from "../parts/countdown";
import { Choice, CodeChoice, ErrorSummary, Radios, TextArea, TextField, TimeField } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";
import { agreements } from "../parts/detention";
import { WhichPlace } from "../parts/places";
import type { DetentionEntry, DetentionEntryForm, DetentionJudged, DetentionKind, DetentionWhole } from "../types";

const kindWords: Record<DetentionKind, string> = {
  ambulance_asked: "Ambulance asked for", ambulance_came: "Ambulance came", set_off: "Set off",
  place_refused: "A place refused", arrived: "Arrived at a place of safety", brought: "How they were brought", taken_over: "Staff took over", left: "Left for another place", rights_told: "Told of their rights",
  searched: "Searched", stay_asked: "Police asked to stay", stay_answered: "Police answered", police_released: "Police released",
  welfare_checked: "Welfare check", reviewed: "Police station reviewed", assessment_began: "Assessment began",
  assessment_ended: "Assessment ended", extended: "Extended", ended: "Ended", resumed: "End taken back",
};

/** What may come next, the likeliest first. */
function nextKinds({ standing, legs }: DetentionWhole): DetentionKind[] {
  const leg = legs[legs.length - 1];
  if (!standing.is_open) return ["resumed", ...(standing.are_rights_told ? [] : ["rights_told" as const]), "arrived", "brought", "taken_over", "left", "police_released", "assessment_began", "assessment_ended", "searched"];
  if (!standing.is_at_place) {
    const onTheWay = leg && !leg.arrived_at ? leg : undefined;
    const ambulance: DetentionKind[] = onTheWay?.set_off_at ? [] : onTheWay?.ambulance_asked_at ? (onTheWay.ambulance_came_at ? [] : ["ambulance_came"]) : ["ambulance_asked"];
    return [...ambulance, ...(onTheWay?.set_off_at ? [] : ["set_off" as const]), "arrived", "place_refused", "searched", "ended"];
  }
  const next: DetentionKind[] = [];
  if (!standing.are_rights_told) next.push("rights_told");
  if (standing.place_kind === "POLICE") next.push("welfare_checked", "reviewed");
  if (standing.is_stay_asked) next.push("stay_answered");
  if (leg && !leg.is_kept && !leg.conveyed_by) next.push("brought");
  if (leg && !leg.taken_over_at && !leg.police_released_at) next.push("taken_over");
  if (leg && !leg.police_released_at) next.push("police_released", ...(standing.is_stay_asked ? [] : ["stay_asked" as const]));
  if (standing.assessment_began_at && !standing.assessment_ended_at) next.push("assessment_ended");
  next.push("assessment_began");
  next.push("left", ...(standing.is_extended || standing.assessment_ended_at ? [] : ["extended" as const]), "searched", "ended");
  return next;
}

const codeLists: Partial<Record<DetentionKind, [string, string]>> = {
  place_refused: ["place_refusal_reason", "Why"], stay_asked: ["stay_reason", "Why they are asked to stay"],
  extended: ["extension_reason", "Why the assessment could not be done"], ended: ["detention_outcome", "How it ended"],
};

const nameLabels: Partial<Record<DetentionKind, string>> = {
  assessment_began: "Their name", assessment_ended: "Their name", extended: "Their name", welfare_checked: "The healthcare professional's name", taken_over: "Name of whoever took over",
};

const textLabels: Partial<Record<DetentionKind, string>> = {
  searched: "The grounds", stay_answered: "Why", police_released: "Anything to add", reviewed: "What was found", welfare_checked: "What was found",
  left: "Why", assessment_ended: "What was concluded", resumed: "Why the end is taken back",
};

export function DetentionView() {
  const { params } = useRoute();
  const id = params.id ?? "";
  const { session } = useWorkplace();
  const loaded = useLoad<DetentionWhole>("/detentions/" + id);
  useLive((ids) => {
    if (ids.has(id)) void loaded.again();
  });
  const whole = loaded.data;
  if (!whole) return <Page title="Detention"><Waiting problem={loaded.problem} /></Page>;
  const { detention } = whole;
  const work = may(session, "record_detention");
  return (
    <Page title={whole.person.name} caption="Held under the Mental Health Act">
      <p class="govuk-body"><a class="govuk-link" href={"/incidents/" + detention.incident_id}>Incident {whole.reference}</a>{whole.person.agency_id && <> · <a class="govuk-link" href={"/people/" + whole.person.id}>About this person</a></>}</p>
      <div class={"wm-card" + (detention.is_open ? " wm-card--alert" : "")}><Headline whole={whole} /></div>
      <div class="wm-columns">
        <div>
          {work && <NextEntry key={String(detention.is_open)} whole={whole} saved={loaded.put} behind={loaded.again} />}
          <h2 class="govuk-heading-m">What happened</h2>
          <History whole={whole} work={work} changed={() => void loaded.again()} />
        </div>
        <aside aria-label="What the law asks" class="wm-side wm-side--law">
          <h2 class="govuk-heading-m">What the law asks</h2>
          <Rules rules={whole.rules} />
        </aside>
      </div>
    </Page>
  );
}

const blank: DetentionEntryForm = {
  kind: "arrived", at: null, place_id: null, place_kind: "", place_name: "", conveyed_by: "", why_police_vehicle: "", why_police_station: "", role: "", name: "", approved_rank: "", approved_by: "", code: "", text: "",
  minutes: 0, is_yes: false, is_told_breach: false,
};

/** Only what its kind asks for is sent, and shown. */
function NextEntry({ whole, saved, behind }: { whole: DetentionWhole; saved: (whole: DetentionWhole) => void; behind: () => Promise<void> }) {
  const { lists } = useWorkplace();
  const [kind, setKind] = useState<DetentionKind | "">("");
  const [form, setForm] = useState(blank);
  const [time, setTime] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = (change: Partial<DetentionEntryForm>) => setForm({ ...form, ...change });
  const choose = (chosen: DetentionKind) => {
    setKind(chosen);
    setForm({ ...blank, kind: chosen });
    setTime("");
    setProblem(null);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      const at = time ? fromLondon(time) : null;
      const badTime = wrongTime(time);
      if (badTime) return setProblem(refusal("This cannot be recorded so.", ["/at", badTime]));
      const sent = { ...form, at };
      const { data } = await call<DetentionWhole>("POST", `/detentions/${whole.detention.id}/entries`, sent, { ifMatch: `"${whole.detention.revision}"` });
      setKind("");
      saved(data);
    } catch (error) {
      const refusal = problemOf(error);
      setProblem(refusal);
      // Somebody added something meanwhile: what is typed here stays, and goes on top of it.
      if (refusal.status === 412) await behind();
    }
  };
  const next = nextKinds(whole);
  const button = (one: DetentionKind) => <button type="button" key={one} aria-pressed={kind === one} class={"govuk-button govuk-!-margin-bottom-0" + (kind === one ? "" : " govuk-button--secondary")} onClick={() => choose(one)}>{kindWords[one]}</button>;
  const isPolice = kind === "arrived" && form.place_kind === "POLICE";
  const needsAgreement = kind === "arrived" && lists.place_of_safety?.find(({ code }) => code === form.place_kind)?.parent === "agreement";
  const needsApproval = isPolice || (kind === "extended" && whole.standing.place_kind === "POLICE");
  const codes = kind ? codeLists[kind] : undefined;
  const nameLabel = kind === "stay_answered" ? (form.is_yes ? "Who stays" : "") : kind ? nameLabels[kind] : undefined;
  const text = isPolice ? "The imminent risk, why no other place can take them, and the healthcare professional's name" : needsAgreement ? "Their names" : kind ? textLabels[kind] : undefined;
  return (
    <section aria-label="What happened next" class="wm-no-print">
      <h2 class="govuk-heading-m">What happened next</h2>
      <p class="wm-row-buttons govuk-!-margin-bottom-4">{next.map(button)}</p>
      <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Something else, or something that was forgotten</span></summary><div class="govuk-details__text wm-row-buttons">{(Object.keys(kindWords) as DetentionKind[]).filter((one) => !next.includes(one) && one !== "resumed").map(button)}</div></details>
      {kind && (
        <form class="wm-card" onSubmit={save} noValidate aria-label={kindWords[kind]}>
          <ErrorSummary problem={problem} />
          {(kind === "arrived" || kind === "place_refused") && <WhichPlace form={form} set={(place) => set({ ...place, is_told_breach: false, code: "" })} problem={problem} />}
          {needsAgreement && <Choice name="code" label="Who agreed to this place" value={form.code} onChange={(code) => set({ code })} options={agreements(lists, form.place_kind)} problem={problem} />}
          {isPolice && <CodeChoice name="why_police_station" label="Why a police station" list="police_station_reason" value={form.why_police_station} onChange={(why_police_station) => set({ why_police_station })} problem={problem} />}
          {(kind === "arrived" || kind === "brought") && <CodeChoice name="conveyed_by" label={kind === "arrived" ? "By what they came (optional)" : "By what they came"} list="conveyance" value={form.conveyed_by} onChange={(conveyed_by) => set({ conveyed_by, why_police_vehicle: "" })} problem={problem} />}
          {form.conveyed_by === "police" && <CodeChoice name="why_police_vehicle" label="Why a police vehicle" list="police_vehicle_reason" value={form.why_police_vehicle} onChange={(why_police_vehicle) => set({ why_police_vehicle })} problem={problem} />}
          {kind === "stay_answered" && <Radios name="is_yes" legend="Do police stay?" value={form.is_yes ? "yes" : "no"} options={[{ value: "yes", text: "Yes" }, { value: "no", text: "No" }]} onChange={(answer) => set({ is_yes: answer === "yes" })} problem={problem} />}
          {kind === "reviewed" && <Radios name="is_yes" legend="Are they asleep?" value={form.is_yes ? "yes" : "no"} options={[{ value: "yes", text: "Yes" }, { value: "no", text: "No" }]} onChange={(answer) => set({ is_yes: answer === "yes" })} problem={problem} />}
          {(kind === "assessment_began" || kind === "assessment_ended") && <CodeChoice name="role" label={kind === "assessment_began" ? "Who assesses" : "Who ended it"} list="assessor_role" value={form.role} onChange={(role) => set({ role })} problem={problem} />}
          {kind === "extended" && <>
            <CodeChoice name="role" label="Who extends it" list="assessor_role" value={form.role} onChange={(role) => set({ role })} problem={problem} />
            <Choice name="minutes" label="By how much" value={form.minutes ? String(form.minutes) : ""} onChange={(hours) => set({ minutes: Number(hours) })} options={[1, 2, 3, 4, 6, 8, 10, 12].map((hours) => ({ value: String(hours * 60), text: `${hours} hour${hours > 1 ? "s" : ""}` }))} problem={problem} />
          </>}
          {nameLabel && <TextField name="name" label={nameLabel} value={form.name} onInput={(name) => set({ name })} problem={problem} />}
          {codes && <CodeChoice name="code" label={codes[1]} list={codes[0]} value={form.code} onChange={(code) => set({ code })} problem={problem} />}
          {needsApproval && <>
            <CodeChoice name="approved_rank" label="Rank of whoever authorised it" list="rank" value={form.approved_rank} onChange={(approved_rank) => set({ approved_rank })} problem={problem} />
            <TextField name="approved_by" label="Name of whoever authorised it" value={form.approved_by} onInput={(approved_by) => set({ approved_by })} problem={problem} />
          </>}
          {text && <TextArea name="text" label={text} rows={2} value={form.text} onInput={(words) => set({ text: words })} problem={problem} />}
          {isPolice && problem && <div class="govuk-form-group"><div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" type="checkbox" id="is_told_breach" checked={form.is_told_breach} onChange={(event) => set({ is_told_breach: event.currentTarget.checked })} />
            <label class="govuk-label govuk-checkboxes__label" for="is_told_breach">It has happened all the same; record it as a breach</label>
          </div></div></div>}
          <TimeField name="at" label="When, if not just now" value={time} onInput={setTime} problem={problem} />
          <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Save</button>
        </form>
      )}
    </section>
  );
}

/** Each as a sentence, however it was typed. */
const sentences = (parts: (string | false | undefined)[]): string => parts.filter(Boolean).map((part) => String(part).trim().replace(/\.?$/, ".")).join(" ");

/** What is said of an entry besides its kind. */
function details(entry: DetentionEntry, label: (list: string, code: string) => string): string {
  const { what } = entry;
  const list = what.kind === "arrived" ? (what.code ? "place_agreement" : undefined) : codeLists[what.kind]?.[0];
  const answer = what.kind === "stay_answered" ? (what.is_yes ? "They stay" : "They do not stay") : what.kind === "reviewed" && what.is_yes ? "Asleep" : "";
  return sentences([
    what.place_name && `${what.place_name} (${label("place_of_safety", what.place_kind).toLowerCase()})`,
    what.conveyed_by && `By ${label("conveyance", what.conveyed_by).toLowerCase()}${what.why_police_vehicle ? `, because: ${label("police_vehicle_reason", what.why_police_vehicle).toLowerCase()}` : ""}`,
    what.why_police_station && `Police station because: ${label("police_station_reason", what.why_police_station).toLowerCase()}`,
    what.name && `${what.role ? label("assessor_role", what.role) + ": " : ""}${what.name}`,
    what.minutes > 0 && `By ${what.minutes / 60} hours`, list && label(list, what.code), answer,
    what.approved_by && `Authorised by ${label("rank", what.approved_rank).toLowerCase()} ${what.approved_by}`,
    what.is_told_breach && "Recorded as a breach", what.text,
  ]);
}

function History({ whole, work, changed }: { whole: DetentionWhole; work: boolean; changed: () => void }) {
  const label = useLabel();
  const { detention, entered } = whole;
  const { start } = detention;
  const save = async (entry: string, at: string, reason: string) => {
    await call("POST", `/detentions/${detention.id}/corrections`, { entry_id: entry, at, reason }, { ifMatch: `"${detention.revision}"` });
    changed();
  };
  const corrections = (id: string) => entered.filter((one) => one.corrects_id === id).map((one) => {
    const first = entered.find((each) => each.id === id)?.at ?? start.used_at;
    return <p class="govuk-body wm-quiet" key={one.id}>Time corrected {when(one.entered_at)}: {one.what.text} First entered as {when(first)}.</p>;
  });
  const consulted = start.is_consulted ? `${label("consulted_role", start.consulted_role)} consulted: ${start.consulted_name}` : start.not_consulted_why && `Nobody consulted: ${start.not_consulted_why}`;
  return (
    <ol class="wm-timeline">
      <li>
        <p class="govuk-body"><strong>{label("detention_power", start.power)} used</strong> <span class="wm-when">{when(detention.used_at)}, {label("place_type", start.place_type).toLowerCase()}</span></p>
        {corrections(detention.id)}
        {work && <CorrectTime of="the beginning" save={(at, reason) => save(detention.id, at, reason)} />}
        <p class="govuk-body wm-text">{sentences([start.reason, consulted, start.agreed_by && `Agreed by ${start.agreed_by}`, start.agreement && label("place_agreement", start.agreement), start.warrant && `Warrant: ${start.warrant}`, start.warrant_amhp && `With ${start.warrant_amhp} (approved mental health professional) and ${start.warrant_doctor} (doctor)`])}</p>
      </li>
      {whole.steps.map((step) => (
        <li key={step.id}>
          <p class="govuk-body"><strong>{kindWords[step.what.kind]}</strong> <span class="wm-when">{when(step.at)}{step.is_typed && ", typed"}</span></p>
          {details(step, label) && <p class="govuk-body wm-text">{details(step, label)}</p>}
          {corrections(step.id)}
          {work && <CorrectTime of={kindWords[step.what.kind]} save={(at, reason) => save(step.id, at, reason)} />}
        </li>
      ))}
    </ol>
  );
}

const order = ["broken", "soon", "to_do", "kept", "told"];
const stateTags: Record<string, [string, string]> = {
  broken: ["red", "Broken"], soon: ["yellow", "Soon"], to_do: ["blue", "To do"], kept: ["green", "Kept"], told: ["grey", "For information"],
};

function Rules({ rules }: { rules: DetentionJudged[] }) {
  const sorted = [...rules].sort((a, b) => order.indexOf(a.finding.state) - order.indexOf(b.finding.state));
  return (
    <ul class="wm-choices">
      {sorted.map(({ rule, finding, recorded_at }) => {
        const [colour, words] = stateTags[finding.state] ?? ["grey", finding.state];
        const late = finding.state === "broken" && rule.is_aim;
        return (
          <li key={rule.id}>
            <p class="govuk-body govuk-!-margin-bottom-1"><Tag colour={late ? "yellow" : colour}>{late ? "Late" : words}</Tag> <strong>{rule.title}</strong></p>
            <p class="govuk-body govuk-!-margin-bottom-1">{finding.state === "told" ? "" : finding.words} {finding.state !== "kept" && finding.due_at && !finding.broken_at && <>By {when(finding.due_at)}.</>}{finding.broken_at && <>Since {when(finding.broken_at)}.</>}{recorded_at && <> {finding.state === "broken" ? "Recorded" : "It was recorded as broken"} {when(recorded_at)}.</>}</p>
            <details class="govuk-details govuk-!-margin-bottom-1"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">What it says<span class="govuk-visually-hidden">: {rule.title}</span></span></summary><div class="govuk-details__text">{rule.text}<br /><span class="wm-when">{rule.source}{rule.is_aim && ". Good practice, not law"}{!rule.is_verified && ". Written from memory: check the source"}</span></div></details>
          </li>
        );
      })}
    </ul>
  );
}
