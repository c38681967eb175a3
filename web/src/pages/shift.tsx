import { may, useLabel, useLive, useLoad, useWorkplace, when } from "../context";
import { CallBackList } from "../parts/call_backs";
import { Headline } from "../parts/countdown";
import { Page, Tag, Waiting } from "../parts/layout";
import { Age, RequestActions, stageWords } from "../parts/triage";
import type { DetentionWhole, TriageCallBack, TriageDesk, TriageDuty, TriageServiceBook, TriageUnit } from "../types";

/** Who is on, with whom, until when, whom to ring; and what the next shift has to know. */
export function MyShift() {
  const { session } = useWorkplace();
  const book = useLoad<TriageServiceBook>("/triage/service");
  const desk = useLoad<TriageDesk>("/triage/desk");
  useLive(() => void desk.again());
  if (!book.data) return <Page title="My shift"><Waiting problem={book.problem} />{may(session, "manage_triage") && <p class="govuk-body"><a class="govuk-link wm-apart" href="/triage/service">Set up the service</a></p>}</Page>;
  const { service, shift, members, duties, is_open } = book.data;
  const me = members.find((one) => one.user_id === session.user_id);
  const during = duties.filter((one) => shift && one.starts_at < shift.ends_at && one.ends_at > shift.starts_at);
  const mine = duties.filter((one) => me && one.member_id === me.id && Date.parse(one.ends_at) > Date.now());
  const callSign = (id: string | null) => desk.data?.units.find((unit) => unit.id === id)?.call_sign ?? "a unit";
  const name = (id: string | null) => members.find((one) => one.id === id)?.name ?? "somebody";
  const now = new Date().toISOString();
  const myUnits = (desk.data?.units ?? []).filter((unit) => mine.some((duty) => duty.unit_id === unit.id && duty.starts_at <= now));
  const on = during.filter((one) => one.kind === "crew");
  const contacts = during.filter((one) => one.kind === "contact");
  return (
    <Page title="My shift" caption={service.name}>
      <p class="govuk-body"><Tag colour={is_open ? "green" : "grey"}>{is_open ? "The team is on" : "The team is off"}</Tag> {shift && <>{is_open ? "until" : "next"} {is_open ? when(shift.ends_at) : `${when(shift.starts_at)} to ${when(shift.ends_at)}`}</>}</p>
      <div class="wm-columns">
        <div>
          <section class="wm-card">
            <h2 class="govuk-heading-m">You</h2>
            {mine.length === 0 && <p class="govuk-body">You are not on the rota in the coming days.</p>}
            <ul class="wm-choices">{mine.map((duty) => <li key={duty.id}><DutyWords duty={duty} callSign={callSign} /></li>)}</ul>
            {desk.data && myUnits.map((unit) => <MyRequest key={unit.id} unit={unit} desk={desk.data as TriageDesk} changed={() => void desk.again()} />)}
          </section>
          <section class="wm-card">
            <h2 class="govuk-heading-m">On in this shift</h2>
            {on.length === 0 && <p class="govuk-body"><Tag colour="red">nobody yet</Tag> No crew is on the rota.</p>}
            <ul class="wm-choices">{on.map((duty) => <li key={duty.id}><strong>{name(duty.member_id)}</strong>, {callSign(duty.unit_id)}{duty.covers_id && `, for ${name(duty.covers_id)}`}</li>)}</ul>
            <h3 class="govuk-heading-s govuk-!-margin-top-5">Single point of contact</h3>
            {contacts.length === 0 ? <p class="govuk-body"><Tag colour="red">nobody yet</Tag> No sergeant is named for this shift.</p>
              : <ul class="wm-choices">{contacts.map((duty) => <li key={duty.id}>{name(duty.member_id)}, {members.find((one) => one.id === duty.member_id)?.team}</li>)}</ul>}
          </section>
        </div>
        <aside class="wm-side" aria-label="Clinical support">
          <section class="wm-card">
            <h2 class="govuk-heading-m">Clinical support out of hours</h2>
            {service.contacts.length === 0 && <p class="govuk-body wm-quiet">Nobody is named.</p>}
            <ul class="wm-choices">{service.contacts.map((one) => <li key={one.name}><strong>{one.name}</strong> <a class="govuk-link" href={"tel:" + one.phone.replace(/\s/g, "")}>{one.phone}</a><br /><span class="wm-when">{one.covers}</span></li>)}</ul>
          </section>
        </aside>
      </div>
      <p class="govuk-body"><a class="govuk-link wm-apart" href="/triage/handover">Hand over to the next shift</a> <a class="govuk-link wm-apart" href="/triage/service">The service and its rota</a></p>
    </Page>
  );
}

/** What the crew is on now, with its clocks and its next step. */
function MyRequest({ unit, desk, changed }: { unit: TriageUnit; desk: TriageDesk; changed: () => void }) {
  const { session } = useWorkplace();
  const one = desk.requests.find(({ request }) => request.id === unit.on_request_id);
  if (!one) return <p class="govuk-body">{unit.call_sign} is on no request. {desk.requests.filter(({ request }) => request.stage === "waiting").length} waiting at <a class="govuk-link" href="/triage">the desk</a>.</p>;
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body govuk-!-margin-bottom-1"><strong>{unit.call_sign}: {stageWords[one.request.stage]}</strong>, <a class="govuk-link" href={"/incidents/" + one.request.incident_id}>{one.reference}</a></p>
      <p class="wm-when">{one.place.why}. Asked <Age since={one.request.requested_at} /> ago, {stageWords[one.request.stage].toLowerCase()} for <Age since={one.stage_at} />.</p>
      {may(session, "work_triage") && <RequestActions request={one.request} name={one.reference} units={desk.units} changed={changed} />}
    </div>
  );
}

function DutyWords({ duty, callSign }: { duty: TriageDuty; callSign: (id: string | null) => string }) {
  const label = useLabel();
  return <><strong>{duty.kind === "crew" ? callSign(duty.unit_id) : label("triage_duty_kind", duty.kind)}</strong> <span class="wm-when">{when(duty.starts_at)} to {when(duty.ends_at)}</span>{duty.note && <><br />{duty.note}</>}</>;
}

/** What whoever comes on next has to know: what is urgent, what is open, who is held, which calls were promised. */
export function Handover() {
  const { session } = useWorkplace();
  const label = useLabel();
  const desk = useLoad<TriageDesk>("/triage/desk");
  const callBacks = useLoad<TriageCallBack[]>("/triage/call-backs");
  const held = useLoad<DetentionWhole[]>(may(session, "record_detention") ? "/detentions" : null);
  const again = () => { void desk.again(); void callBacks.again(); void held.again(); };
  useLive(again);
  if (!desk.data || !callBacks.data) return <Page title="Handover"><Waiting problem={desk.problem ?? callBacks.problem} /></Page>;
  // Section 136 being considered, and every reason that goes before the order of asking.
  const isUrgent = (one: TriageDesk["requests"][number]) => one.place.band <= 2;
  const urgent = desk.data.requests.filter(isUrgent);
  const others = desk.data.requests.filter((one) => !isUrgent(one));
  const unitWords = (unit: TriageDesk["units"][number]) => {
    const on = desk.data?.requests.find((one) => one.request.id === unit.on_request_id);
    return on ? `${stageWords[on.request.stage]}, ${on.reference}` : label("triage_unit_status", unit.status);
  };
  const line = (one: TriageDesk["requests"][number]) => (
    <li key={one.request.id}><a class="govuk-link" href={"/incidents/" + one.request.incident_id}>{one.reference}</a> {label("opening_category", one.opening_category)}<br />
      <span class="wm-when">{one.place.why}. Asked <Age since={one.request.requested_at} /> ago. {stageWords[one.request.stage]}{one.call_sign && `, ${one.call_sign}`}.</span></li>
  );
  return (
    <Page title="Handover" caption={when(new Date().toISOString())}>
      <p class="govuk-body wm-no-print"><button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => print()}>Print</button></p>
      <section class="wm-card wm-card--alert">
        <h2 class="govuk-heading-m">Urgent</h2>
        {urgent.length === 0 && (held.data ?? []).length === 0 && <p class="govuk-body">Nothing is urgent.</p>}
        <ul class="wm-choices">{urgent.map(line)}</ul>
        {(held.data ?? []).map((one) => <div key={one.detention.id}><p class="govuk-body govuk-!-margin-bottom-1"><a class="govuk-link" href={"/detentions/" + one.detention.id}>{one.person.name}</a>, held, <a class="govuk-link" href={"/incidents/" + one.detention.incident_id}>{one.reference}</a></p><Headline whole={one} /></div>)}
      </section>
      <section class="wm-card">
        <h2 class="govuk-heading-m">Promised calls</h2>
        {callBacks.data.length === 0 ? <p class="govuk-body">No call is still to be made.</p> : <CallBackList callBacks={callBacks.data} changed={again} />}
      </section>
      <section class="wm-card">
        <h2 class="govuk-heading-m">Open</h2>
        {others.length === 0 && <p class="govuk-body">No other request is open.</p>}
        <ul class="wm-choices">{others.map(line)}</ul>
      </section>
      <section class="wm-card">
        <h2 class="govuk-heading-m">Units</h2>
        <ul class="wm-choices">{desk.data.units.map((unit) => <li key={unit.id}><strong>{unit.call_sign}</strong> {unitWords(unit)} <span class="wm-when">said <Age since={unit.status_at} /> ago{unit.status_by && ` by ${unit.status_by}`}</span></li>)}</ul>
      </section>
    </Page>
  );
}
