// Section 136 on the page of an incident.

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { call, problemOf, type Problem, refusal } from "../api";
import { fromLondon, wrongTime } from "../london";
import { current, may, useLabel, useLoad, useWish, useWorkplace, when } from "../context";
import type { DetentionWhole, IncidentDetentions, Whole } from "../types";
import { Choice, CodeChoice, ErrorSummary, Radios, TextArea, TextField, TimeField } from "./fields";
import { Headline } from "./countdown";
import { WhichPlace } from "./places";

const decisions = [
  { value: "used", text: "Used" }, { value: "diverted", text: "Another way was found" }, { value: "not_needed", text: "Not needed" },
];
const decisionWords: Record<string, string> = { used: "Section 136 was used", diverted: "Section 136 was considered; another way was found", not_needed: "Section 136 was considered and not needed" };

export function IncidentDetentionsPart({ whole, stamp }: { whole: Whole; stamp: string }) {
  const { session } = useWorkplace();
  const label = useLabel();
  const { incident } = whole;
  const found = useLoad<IncidentDetentions>(`/incidents/${incident.id}/section-136`);
  const [renewed, setRenewed] = useState(stamp);
  if (renewed !== stamp) {
    setRenewed(stamp);
    void found.again();
  }
  if (!found.data) return null;
  const { considerations, detentions } = found.data;
  const canRecord = incident.status === "open" && may(session, "record_detention");
  const own = incident.agency_id === session.agency_id;
  if (considerations.length + detentions.length === 0 && !canRecord) return null;
  return (
    <section aria-label="Section 136">
      <h2 class="govuk-heading-m">Section 136</h2>
      {detentions.map((one) => (
        <div class={"wm-card" + (one.detention.is_open ? " wm-card--alert" : "")} key={one.detention.id}>
          <h3 class="govuk-heading-s govuk-!-margin-bottom-1"><a class="govuk-link" href={"/detentions/" + one.detention.id}>{one.person.name}</a></h3>
          <Headline whole={one} />
        </div>
      ))}
      {considerations.filter((one) => one.decision !== "used").map((one) => (
        <div class="wm-card" key={one.id}>
          <p class="govuk-body govuk-!-margin-bottom-1"><strong>{decisionWords[one.decision]}</strong> <span class="wm-when">{when(one.considered_at)}, {label("place_type", one.place_type).toLowerCase()}</span></p>
          <p class="govuk-body wm-text">{one.alternative && `${label("s136_alternative", one.alternative)}. `}{one.reason}</p>
          {one.is_consulted && <p class="govuk-body wm-quiet">{[label("consulted_role", one.consulted_role), one.consulted_name].filter(Boolean).join(": ")} was consulted</p>}
        </div>
      ))}
      {canRecord && <Section136Form whole={whole} own={own} saved={() => void found.again()} />}
    </section>
  );
}

const blank = {
  person_id: "", place_type: "", reason: "", is_mental_disorder: false, is_immediate_need: false, consulted: "",
  consulted_role: "", consulted_name: "", not_consulted_why: "", alternative: "", manner: "removed", place_id: null as string | null, place_kind: "", place_name: "",
  power: "s136", warrant: "", warrant_amhp: "", warrant_doctor: "", agreement: "", agreed_by: "", used: "",
};

/** Who has to agree to a place of that kind (section 135(7)). */
export const agreements = (lists: ReturnType<typeof useWorkplace>["lists"], placeKind: string) =>
  current(lists, "place_agreement").filter(({ parent }) => parent === placeKind).map(({ code, label, hint }) => ({ value: code, text: hint ? `${label} (${hint.charAt(0).toLowerCase()}${hint.slice(1)})` : label }));

/** Whether section 136 was used, and what it rests on; one form, because it is one decision. */
function Section136Form({ whole, own, saved }: { whole: Whole; own: boolean; saved: () => void }) {
  const { route } = useLocation();
  const { lists } = useWorkplace();
  const { incident } = whole;
  const subjects = whole.people.filter((one) => one.role === "subject");
  const wish = useWish();
  const [decision, setDecision] = useState("");
  const [form, setForm] = useState({ ...blank, place_type: incident.place_type, person_id: subjects.length === 1 ? subjects[0]?.person.id ?? "" : "" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const needsAgreement = lists.place_of_safety?.find(({ code }) => code === form.place_kind)?.parent === "agreement";
  const save = async (event: Event) => {
    event.preventDefault();
    const { place_type, reason, consulted_role, consulted_name, not_consulted_why } = form;
    const consulted = { is_consulted: form.consulted === "" ? null : form.consulted === "yes", consulted_role, consulted_name, not_consulted_why };
    try {
      const at = form.used ? fromLondon(form.used) : null;
      const badTime = wrongTime(form.used);
      if (badTime) return setProblem(refusal("This cannot be recorded yet.", [decision === "used" ? "/used_at" : "/considered_at", badTime]));
      if (decision === "used") {
        const { manner, place_id, place_kind, place_name, is_mental_disorder, is_immediate_need } = form;
        const made = await call<DetentionWhole>("POST", `/incidents/${incident.id}/detentions`, {
          power: form.power, used_at: at, ...(form.power === "s136" ? {} : { warrant: form.warrant }), ...(form.power === "s135_1" ? { warrant_amhp: form.warrant_amhp, warrant_doctor: form.warrant_doctor } : {}), ...(form.person_id ? { person_id: form.person_id } : {}), place_type, reason, is_mental_disorder, is_immediate_need,
          manner, ...(manner === "kept" ? { place_id, place_kind, place_name, ...(needsAgreement ? { agreement: form.agreement, agreed_by: form.agreed_by } : {}) } : {}), ...consulted,
        });
        return route("/detentions/" + made.data.detention.id);
      }
      const considered = { considered_at: at, place_type, decision, alternative: decision === "diverted" ? form.alternative : "", reason, ...consulted };
      await call("POST", `/incidents/${incident.id}/section-136`, considered, { key: wish.key(JSON.stringify(considered)) });
      wish.done();
      setDecision("");
      setForm({ ...blank, place_type: incident.place_type });
      setProblem(null);
      saved();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const tick = (name: "is_mental_disorder" | "is_immediate_need", text: string) => (
    <div class="govuk-checkboxes__item">
      <input class="govuk-checkboxes__input" type="checkbox" id={name} checked={form[name]} onChange={(event) => set({ [name]: event.currentTarget.checked })} />
      <label class="govuk-label govuk-checkboxes__label" for={name}>{text}</label>
    </div>
  );
  return (
    <details class="govuk-details wm-no-print">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Section 136 or 135 was considered or used</span></summary>
      <form class="govuk-details__text" onSubmit={save} noValidate aria-label="Section 136">
        <ErrorSummary problem={problem} />
        <Radios name="decision" legend="What was decided" value={decision} options={(own ? decisions : decisions.slice(1)).filter(({ value }) => value !== "diverted" || form.place_type !== "private_dwelling")} onChange={setDecision} problem={problem} />
        {decision === "used" && <CodeChoice name="power" label="Which power" list="detention_power" value={form.power} onChange={(power) => set({ power })} problem={problem} />}
        {decision === "used" && form.power !== "s136" && <TextField name="warrant" label="Court and number of the warrant" value={form.warrant} onInput={(warrant) => set({ warrant })} problem={problem} />}
        {decision === "used" && form.power === "s135_1" && <>
          <TextField name="warrant_amhp" label="Approved mental health professional who went in with you" value={form.warrant_amhp} onInput={(warrant_amhp) => set({ warrant_amhp })} problem={problem} />
          <TextField name="warrant_doctor" label="Doctor who went in with you" value={form.warrant_doctor} onInput={(warrant_doctor) => set({ warrant_doctor })} problem={problem} />
        </>}
        {decision === "used" && <Choice name="person_id" label="Who" value={form.person_id} onChange={(person_id) => set({ person_id })} options={whole.people.map(({ person }) => ({ value: person.id, text: person.name }))} empty={whole.people.length ? "Choose" : "Add the person to the incident first"} problem={problem} />}
        <CodeChoice name="place_type" label="Where they were" list="place_type" value={form.place_type} onChange={(place_type) => set({ place_type })} problem={problem} />
        {form.place_type === "private_dwelling" && form.power === "s136" && <div class="govuk-inset-text">Section 136 cannot be used where someone lives. If they agree, they can be helped to go somewhere; otherwise an approved mental health professional can apply for a warrant under section 135.</div>}
        {decision === "used" && form.power === "s136" && <div class="govuk-form-group"><div class="govuk-checkboxes govuk-checkboxes--small">{tick("is_mental_disorder", "They appeared to have a mental disorder")}{tick("is_immediate_need", "They appeared to be in immediate need of care or control")}</div></div>}
        {decision === "diverted" && <CodeChoice name="alternative" label="What was done instead" list="s136_alternative" value={form.alternative} onChange={(alternative) => set({ alternative })} problem={problem} />}
        <TextArea name="reason" label="What was seen, and why" rows={3} value={form.reason} onInput={(reason) => set({ reason })} problem={problem} />
        <Radios name="is_consulted" legend="Was a professional consulted first?" value={form.consulted} options={[{ value: "yes", text: "Yes" }, { value: "no", text: "No" }]} onChange={(consulted) => set({ consulted })} problem={problem} />
        {form.consulted === "yes" && <>
          <CodeChoice name="consulted_role" label="Who was consulted" list="consulted_role" value={form.consulted_role} onChange={(consulted_role) => set({ consulted_role })} problem={problem} />
          <TextField name="consulted_name" label="Their name" value={form.consulted_name} onInput={(consulted_name) => set({ consulted_name })} problem={problem} />
        </>}
        {form.consulted === "no" && <TextField name="not_consulted_why" label="Why that was not practicable" value={form.not_consulted_why} onInput={(not_consulted_why) => set({ not_consulted_why })} problem={problem} />}
        {decision === "used" && <>
          <Radios name="manner" legend="And then" value={form.manner} options={[{ value: "removed", text: "Taken to a place of safety" }, { value: "kept", text: "Kept where they were, a place of safety already" }]} onChange={(manner) => set({ manner })} problem={problem} />
          {form.manner === "kept" && <>
            <WhichPlace form={form} set={set} problem={problem} />
            {needsAgreement && <Choice name="agreement" label="Who agreed to this place" value={form.agreement} onChange={(agreement) => set({ agreement })} options={agreements(lists, form.place_kind)} problem={problem} />}
            {needsAgreement && <TextField name="agreed_by" label="Their names" value={form.agreed_by} onInput={(agreed_by) => set({ agreed_by })} problem={problem} />}
          </>}
        </>}
        <TimeField name={decision === "used" ? "used_at" : "considered_at"} label="When, if not just now" value={form.used} onInput={(used) => set({ used })} problem={problem} />
        <button class="govuk-button govuk-!-margin-bottom-0" type="submit" disabled={!decision}>Save</button>
      </form>
    </details>
  );
}
