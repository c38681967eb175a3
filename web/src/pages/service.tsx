import { useEffect, useRef, useState } from "preact/hooks";
import { call, problemOf, refusal, type Problem } from "../api";
import { current, day, may, useLabel, useLive, useLoad, useWorkplace, when } from "../context";
import { Choice, CodeChoice, ErrorSummary, TextField, TimeField, Tick } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";
import { changedHours, inForce, weeks } from "../parts/hours";
import { fromLondon, wallClock } from "../london";
import type { TriageColleague, TriageDesk, TriageMember, TriageService, TriageServiceBook } from "../types";

const weekdays = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const clock = (minute: number) => `${String(Math.floor((minute % 1440) / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const minuteOf = (text: string): number | null => {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  return found && Number(found[1]) < 24 && Number(found[2]) < 60 ? Number(found[1]) * 60 + Number(found[2]) : null;
};
const today = () => wallClock(Date.now()).slice(0, 10);
const soon = 60 * 24 * 3600 * 1000;

/** The service: when it works, whom to ring, who belongs to it and who is on when. */
export function ServiceView() {
  const { session } = useWorkplace();
  const book = useLoad<TriageServiceBook>("/triage/service");
  const desk = useLoad<TriageDesk>("/triage/desk");
  const [wrong, setWrong] = useState<Problem | null>(null);
  const manages = may(session, "manage_triage");
  useLive(() => void book.again());
  const changed = () => { setWrong(null); return book.again(); };
  if (!book.data) {
    if (book.problem?.status === 404 && manages) return <Page title="The service"><p class="govuk-body">There is no triage service yet.</p><ServiceForm service={null} saved={changed} /></Page>;
    return <Page title="The service"><Waiting problem={book.problem} /></Page>;
  }
  const { service, members, duties } = book.data;
  const name = (id: string | null) => members.find((one) => one.id === id)?.name ?? "somebody";
  const takeBack = async (id: string) => {
    try {
      await call("DELETE", "/triage/duties/" + id);
      changed();
    } catch (error) {
      setWrong(problemOf(error));
    }
  };
  return (
    <Page title={service.name} caption={service.area} problem={wrong}>
      <p class="govuk-body">Since {day(service.starts_on)}. <a class="govuk-link" href="/triage/shift">My shift</a></p>
      <h2 class="govuk-heading-m">Rota</h2>
      {duties.length === 0 && <p class="govuk-body">Nobody is on the rota yet.</p>}
      {duties.length > 0 && (
        <div class="wm-scroll" tabIndex={0} role="region" aria-label="Rota">
          <table class="govuk-table wm-table">
            <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Who</th><th scope="col">Down for</th><th scope="col">For</th>{manages && <th scope="col"><span class="govuk-visually-hidden">Take back</span></th>}</tr></thead>
            <tbody>
              {duties.map((duty) => (
                <tr key={duty.id}>
                  <td>{when(duty.starts_at)}</td><td>{when(duty.ends_at)}</td><td>{name(duty.member_id)}</td>
                  <td><DutyKind kind={duty.kind} unit={desk.data?.units.find((one) => one.id === duty.unit_id)?.call_sign} />{duty.note && <><br /><span class="wm-when">{duty.note}</span></>}</td>
                  <td>{duty.covers_id && name(duty.covers_id)}</td>
                  {manages && <td><button type="button" class="wm-link-button" onClick={() => void takeBack(duty.id)}>Take back<span class="govuk-visually-hidden">: {name(duty.member_id)}, {when(duty.starts_at)}</span></button></td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {manages && <DutyForm book={book.data} desk={desk.data} added={changed} />}
      <Pool members={members} manages={manages} changed={changed} />
      <Hours service={service} />
      <h2 class="govuk-heading-m">Clinical support out of hours</h2>
      <ul class="wm-choices">{service.contacts.map((one) => <li key={one.name}><strong>{one.name}</strong> {one.phone} <span class="wm-when">{one.covers}</span></li>)}</ul>
      {manages && <details class="govuk-details govuk-!-margin-top-4"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Change the service, its hours and whom to ring</span></summary><ServiceForm service={service} saved={changed} /></details>}
    </Page>
  );
}

function DutyKind({ kind, unit }: { kind: string; unit: string | undefined }) {
  const label = useLabel();
  return <Tag colour={kind === "crew" ? "blue" : kind === "contact" ? "turquoise" : "grey"}>{unit ?? label("triage_duty_kind", kind)}</Tag>;
}

/** Of today, of what is planned, and, folded away, of what was. */
function Hours({ service }: { service: TriageService }) {
  const all = weeks(service.hours);
  const now = today();
  const past = all.filter((_, i) => (all[i + 1]?.since ?? "9") <= now);
  return (
    <>
      <h2 class="govuk-heading-m">Hours</h2>
      <Week hours={inForce(service.hours, now)} />
      {all.filter(({ since }) => since > now).map((week) => <div key={week.since}><h3 class="govuk-heading-s">From {day(week.since)}</h3><Week hours={week.hours} /></div>)}
      {past.length > 0 && <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Earlier hours</span></summary><div class="govuk-details__text">
        {past.map((week) => <div key={week.since}><h3 class="govuk-heading-s">{week.since ? "From " + day(week.since) : "From the beginning"}</h3><Week hours={week.hours} /></div>)}
      </div></details>}
    </>
  );
}

function Week({ hours }: { hours: TriageService["hours"] }) {
  const label = useLabel();
  const kinds = [...new Set(hours.map((one) => one.kind))];
  if (kinds.length === 0) return <p class="govuk-body">None.</p>;
  return (
    <dl class="govuk-summary-list">
      {kinds.map((kind) => (
        <div class="govuk-summary-list__row" key={kind}>
          <dt class="govuk-summary-list__key">{label("triage_hours_kind", kind)}</dt>
          <dd class="govuk-summary-list__value">{hoursWords(hours.filter((one) => one.kind === kind))}</dd>
        </div>
      ))}
    </dl>
  );
}

function hoursWords(hours: TriageService["hours"]): string {
  const first = hours[0];
  if (!first) return "";
  const span = (one: typeof first) => (one.to_minute - one.from_minute === 1440 ? "at all hours" : `${clock(one.from_minute)} to ${clock(one.to_minute)}`);
  const same = hours.length === 7 && hours.every((one) => span(one) === span(first));
  return same ? `Every day ${span(first)}` : hours.map((one) => `${weekdays[one.weekday]} ${span(one)}`).join("; ");
}

function Pool({ members, manages, changed }: { members: TriageMember[]; manages: boolean; changed: () => Promise<void> }) {
  const label = useLabel();
  const colleagues = useLoad<TriageColleague[]>(manages ? "/triage/colleagues" : null);
  const [editing, setEditing] = useState<TriageMember | null>(null);
  const [turn, setTurn] = useState(0);  // A new form after each save, so that nobody is added twice.
  const shown = members.filter((one) => one.is_active || manages);
  return (
    <>
      <h2 class="govuk-heading-m">The pool</h2>
      <div class="wm-scroll" tabIndex={0} role="region" aria-label="The pool">
        <table class="govuk-table wm-table">
          <thead><tr><th scope="col">Name</th><th scope="col">What they do</th><th scope="col">Team</th><th scope="col">Training</th>{manages && <th scope="col"><span class="govuk-visually-hidden">Change</span></th>}</tr></thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.id}>
                <td>{one.name}{!one.is_active && <> <Tag colour="grey">left</Tag></>}</td>
                <td>{label("triage_member_role", one.role)}{one.is_volunteer && ", volunteer"}</td>
                <td>{one.team}</td>
                <td><Training member={one} /></td>
                {manages && <td><button type="button" class="wm-link-button" onClick={() => setEditing(one)}>Change<span class="govuk-visually-hidden"> {one.name}</span></button></td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {manages && (colleagues.data || colleagues.problem) && <MemberForm key={(editing?.id ?? "new") + turn} member={editing} colleagues={colleagues.data ?? []} done={async () => { await changed(); setEditing(null); setTurn(turn + 1); }} />}
    </>
  );
}

function Training({ member }: { member: TriageMember }) {
  if (!member.trained_on) return <Tag colour="red">not trained</Tag>;
  if (!member.trained_until) return <>since {day(member.trained_on)}</>;
  const left = Date.parse(member.trained_until) - Date.now();
  return <>{left < 0 ? <Tag colour="red">ran out</Tag> : left < soon ? <Tag colour="yellow">runs out soon</Tag> : "until"} {day(member.trained_until)}</>;
}

/** `done` ends once the pool is read anew: who opens the form again meets what was saved. */
function MemberForm({ member, colleagues, done }: { member: TriageMember | null; colleagues: TriageColleague[]; done: () => Promise<void> }) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (member) first.current?.focus();
  }, []);
  const [form, setForm] = useState({ name: member?.name ?? "", role: member?.role ?? "officer", team: member?.team ?? "", trained_on: member?.trained_on ?? "", trained_until: member?.trained_until ?? "", user_id: member?.user_id ?? "", is_volunteer: member?.is_volunteer ?? true, is_active: member?.is_active ?? true });
  const [problem, setProblem] = useState<Problem | null>(null);
  const { agencies } = useWorkplace();
  const agency = (id: string) => agencies.find((one) => one.id === id)?.name ?? "";
  const signIns = colleagues.map((one) => ({ value: one.id, text: `${one.name}, ${agency(one.agency_id)}` }));
  // Somebody who no longer signs in stays chosen until another is.
  if (form.user_id && !signIns.some(({ value }) => value === form.user_id)) signIns.push({ value: form.user_id, text: "As now" });
  const save = async (event: Event) => {
    event.preventDefault();
    const body = { ...form, user_id: form.user_id || null, trained_on: form.trained_on || null, trained_until: form.trained_until || null, revision: member?.revision ?? 0 };
    try {
      await call(member ? "PUT" : "POST", "/triage/members" + (member ? "/" + member.id : ""), body);
      await done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const title = member ? "Change " + member.name : "Add somebody to the pool";
  return (
    <details class="govuk-details" open={member !== null}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">{title}</span></summary>
      <form class="govuk-details__text" onSubmit={save} noValidate aria-label={title}>
        <ErrorSummary problem={problem} />
        <TextField name="name" label="Name" inputRef={first} value={form.name} onInput={(name) => setForm({ ...form, name })} problem={problem} />
        <CodeChoice name="role" label="What they do" list="triage_member_role" value={form.role} onChange={(role) => setForm({ ...form, role })} problem={problem} />
        <TextField name="team" label="Response team" value={form.team} onInput={(team) => setForm({ ...form, team })} problem={problem} />
        <Choice name="user_id" label="Signs in as (optional)" hint="So that they see the service and their shifts" value={form.user_id} onChange={(user_id) => setForm({ ...form, user_id })} options={signIns} empty="Does not sign in here" problem={problem} />
        <TextField name="trained_on" label="Trained on" type="date" value={form.trained_on} onInput={(trained_on) => setForm({ ...form, trained_on })} problem={problem} />
        <TextField name="trained_until" label="Training counts until" type="date" value={form.trained_until} onInput={(trained_until) => setForm({ ...form, trained_until })} problem={problem} />
        <Tick name="is_volunteer" label="Volunteered" checked={form.is_volunteer} onChange={(is_volunteer) => setForm({ ...form, is_volunteer })} />
        {member && <Tick name="is_active" label="Still belongs to the pool" checked={form.is_active} onChange={(is_active) => setForm({ ...form, is_active })} />}
        <p class="wm-row-buttons govuk-!-margin-top-3"><button class="govuk-button govuk-!-margin-bottom-0" type="submit">Save</button>{member && <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" type="button" onClick={() => void done()}>Leave it as it is</button>}</p>
      </form>
    </details>
  );
}

function DutyForm({ book, desk, added }: { book: TriageServiceBook; desk: TriageDesk | null; added: () => void }) {
  const { lists } = useWorkplace();
  const blank = { member_id: "", kind: "crew", unit_id: "", starts: "", ends: "", covers_id: "", note: "" };
  const [form, setForm] = useState(blank);
  const [problem, setProblem] = useState<Problem | null>(null);
  const people = book.members.filter((one) => one.is_active).map((one) => ({ value: one.id, text: one.name }));
  const save = async (event: Event) => {
    event.preventDefault();
    const starts_at = fromLondon(form.starts);
    const ends_at = fromLondon(form.ends);
    const missing: [string, string][] = [];
    if (!form.member_id) missing.push(["/member_id", "Choose who it is."]);
    if (!starts_at) missing.push(["/starts_at", "Enter when it begins."]);
    if (!ends_at) missing.push(["/ends_at", "Enter when it ends."]);
    if (missing.length > 0) return setProblem(refusal("This cannot go on the rota yet.", ...missing));
    try {
      await call("POST", "/triage/duties", { member_id: form.member_id, kind: form.kind, unit_id: form.kind === "crew" && form.unit_id ? form.unit_id : null, starts_at, ends_at, covers_id: form.covers_id || null, note: form.note });
      setForm(blank);
      setProblem(null);
      added();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Put somebody on the rota</span></summary>
      <form class="govuk-details__text" onSubmit={save} noValidate aria-label="Put somebody on the rota">
        <ErrorSummary problem={problem} />
        <Choice name="member_id" label="Who" value={form.member_id} onChange={(member_id) => setForm({ ...form, member_id })} options={people} problem={problem} />
        <Choice name="kind" label="Down for" value={form.kind} onChange={(kind) => setForm({ ...form, kind })} options={current(lists, "triage_duty_kind").map((entry) => ({ value: entry.code, text: entry.label }))} problem={problem} />
        {form.kind === "crew" && <Choice name="unit_id" label="Unit" value={form.unit_id} onChange={(unit_id) => setForm({ ...form, unit_id })} options={(desk?.units ?? []).map((one) => ({ value: one.id, text: one.call_sign }))} problem={problem} />}
        <TimeField name="starts_at" label="From" value={form.starts} onInput={(starts) => setForm({ ...form, starts })} problem={problem} />
        <TimeField name="ends_at" label="To" value={form.ends} onInput={(ends) => setForm({ ...form, ends })} problem={problem} />
        <Choice name="covers_id" label="In the place of (optional)" value={form.covers_id} onChange={(covers_id) => setForm({ ...form, covers_id })} options={people} empty="Nobody" problem={problem} />
        <TextField name="note" label="To know (optional)" value={form.note} onInput={(note) => setForm({ ...form, note })} problem={problem} />
        <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Put on the rota</button>
      </form>
    </details>
  );
}

type HoursRow = { kind: string; weekday: string; from: string; to: string; since: string | null; until: string | null; added?: boolean };

const blankHours = (weekday: string): HoursRow => ({ kind: "team", weekday, from: "17:00", to: "02:00", since: null, until: null, added: true });
const notATime = "Give a time, like 17:00.";

/** What the service is, its hours a line each, and whom to ring. The form keeps the revision it was opened with, so that
    somebody else's change is not written over. */
function ServiceForm({ service, saved }: { service: TriageService | null; saved: () => void }) {
  const { lists } = useWorkplace();
  const [form, setForm] = useState({
    name: service?.name ?? "", area: service?.area ?? "", starts_on: service?.starts_on ?? "", training_months: String(service?.training_months ?? ""),
    awareness_by: service?.awareness_by ?? "", revision: service?.revision ?? 0,
    contacts: [...(service?.contacts ?? []), { name: "", covers: "", phone: "" }],
  });
  const [hours, setHours] = useState<HoursRow[]>(
    service ? inForce(service.hours, today()).map((one) => ({ kind: one.kind, weekday: String(one.weekday), from: clock(one.from_minute), to: clock(one.to_minute), since: one.since, until: one.until }))
      : [1, 2, 3, 4, 5, 6, 7].map((weekday) => blankHours(String(weekday))),
  );
  const [hoursFrom, setHoursFrom] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (event: Event) => {
    event.preventDefault();
    const windows = hours.map((row) => ({ ...row, weekday: Number(row.weekday), from_minute: minuteOf(row.from), end: minuteOf(row.to) }));
    const wrong = windows.flatMap((one, i): [string, string][] => [
      ...(one.from_minute === null ? [[`/hours/${i}/from_minute`, notATime] as [string, string]] : []),
      ...(one.end === null ? [[`/hours/${i}/to_minute`, notATime] as [string, string]] : []),
    ]);
    if (!form.starts_on) wrong.unshift(["/starts_on", "Enter the day it began."]);
    if (wrong.length > 0) return setProblem(refusal("The service cannot be kept yet.", ...wrong));
    const sent = windows.map((one) => {
      const from_minute = one.from_minute ?? 0;
      const end = one.end ?? 0;
      return { kind: one.kind, weekday: one.weekday, from_minute, to_minute: end <= from_minute ? end + 1440 : end, since: one.since, until: one.until, ...(one.added ? { added: true } : {}) };
    });
    try {
      await call("PUT", "/triage/service", { ...form, training_months: Number(form.training_months) || 0, hours: changedHours(service?.hours ?? [], sent, hoursFrom, today()), contacts: form.contacts.filter((one) => one.name || one.phone || one.covers) });
      setProblem(null);
      saved();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const change = (i: number, row: Partial<HoursRow>) => setHours(hours.map((one, at) => (at === i ? { ...one, ...row } : one)));
  const contact = (i: number, row: Partial<TriageService["contacts"][number]>) =>
    setForm({ ...form, contacts: form.contacts.map((one, at) => (at === i ? { ...one, ...row } : one)) });
  return (
    <form class={service ? "govuk-details__text" : ""} onSubmit={save} noValidate aria-label="The service">
      <ErrorSummary problem={problem} />
      <TextField name="name" label="What it is called" value={form.name} onInput={(name) => setForm({ ...form, name })} problem={problem} />
      <TextField name="area" label="Which area it covers" value={form.area} onInput={(area) => setForm({ ...form, area })} problem={problem} />
      <TextField name="starts_on" label="The day it began" type="date" value={form.starts_on} onInput={(starts_on) => setForm({ ...form, starts_on })} problem={problem} />
      <TextField name="training_months" label="Months in which the whole pool is trained" inputMode="numeric" width="govuk-input--width-5" value={form.training_months} onInput={(training_months) => setForm({ ...form, training_months })} problem={problem} />
      <TextField name="awareness_by" label="All response officers are briefed by" hint="A month, like 2015-03" width="govuk-input--width-10" value={form.awareness_by} onInput={(awareness_by) => setForm({ ...form, awareness_by })} problem={problem} />
      <fieldset class="govuk-fieldset govuk-form-group"><legend class="govuk-fieldset__legend">Hours</legend>
        <p class="govuk-hint">An end before the beginning is the next morning</p>
        {hours.map((row, i) => (
          <div class="wm-inline" key={i}>
            <Choice name={`hours-${i}-kind`} label="Who" value={row.kind} onChange={(kind) => change(i, { kind })} options={current(lists, "triage_hours_kind").map((entry) => ({ value: entry.code, text: entry.label }))} problem={problem} />
            <Choice name={`hours-${i}-weekday`} label="Day" value={row.weekday} onChange={(weekday) => change(i, { weekday })} options={weekdays.slice(1).map((text, at) => ({ value: String(at + 1), text }))} problem={problem} />
            <TextField name={`hours-${i}-from_minute`} label="From" width="govuk-input--width-5" value={row.from} onInput={(from) => change(i, { from })} problem={problem} />
            <TextField name={`hours-${i}-to_minute`} label="To" width="govuk-input--width-5" value={row.to} onInput={(to) => change(i, { to })} problem={problem} />
            <button type="button" class="wm-link-button" onClick={() => setHours(hours.filter((_, at) => at !== i))}>Remove<span class="govuk-visually-hidden"> {weekdays[Number(row.weekday)]} {row.from}</span></button>
          </div>
        ))}
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => setHours([...hours, blankHours("1")])}>Add hours</button>
        {service && <TextField name="hours_from" label="From which day these hours hold" hint="Those before it are kept. Leave it empty to put right what was entered wrongly." type="date" width="govuk-input--width-10" value={hoursFrom} onInput={setHoursFrom} problem={problem} />}
      </fieldset>
      <fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend">Whom to ring out of hours</legend>
        {form.contacts.map((one, i) => (
          <div class="wm-two" key={i}>
            <TextField name={`contacts-${i}-name`} label="Name" value={one.name} onInput={(name) => contact(i, { name })} problem={problem} />
            <TextField name={`contacts-${i}-phone`} label="Number" inputMode="tel" value={one.phone} onInput={(phone) => contact(i, { phone })} problem={problem} />
            <TextField name={`contacts-${i}-covers`} label="What for and when" value={one.covers} onInput={(covers) => contact(i, { covers })} problem={problem} />
          </div>
        ))}
      </fieldset>
      <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Save the service</button>
    </form>
  );
}
