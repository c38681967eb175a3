import { useEffect, useState } from "preact/hooks";
import { call, post, problemOf, type Problem, refusal } from "../api";
import { current, may, useLabel, useLive, useLoad, useWorkplace, when } from "../context";
import { Choice, ErrorSummary, Radios, TextField, Tick } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";
import { isOld } from "../parts/places";
import { Age } from "../parts/triage";
import type { SafetyPlace, SafetyPlaceOnBoard } from "../types";

/** Each place of safety, how many more it can take, how old that is, and how it went lately. */
export function Places() {
  const { session } = useWorkplace();
  const board = useLoad<SafetyPlaceOnBoard[]>("/places-of-safety");
  useLive(() => void board.again());
  const [, setTick] = useState(0);
  useEffect(() => {
    // What was said grows old while the page is open.
    const timer = setInterval(() => setTick(Date.now()), 20000);
    return () => clearInterval(timer);
  }, []);
  if (!board.data) return <Page title="Places of safety"><Waiting problem={board.problem} /></Page>;
  const changed = () => void board.again();
  return (
    <Page title="Places of safety" caption="Board" problem={board.problem}>
      {board.data.length === 0 && <p class="govuk-body">No place is on the board yet. Whoever runs one adds it here.</p>}
      <ol class="wm-queue">{board.data.map((one) => <PlaceCard key={one.place.id} one={one} changed={changed} />)}</ol>
      {may(session, "manage_places") && <EditPlace changed={changed} />}
    </Page>
  );
}

function PlaceCard({ one, changed }: { one: SafetyPlaceOnBoard; changed: () => void }) {
  const { session, agencies } = useWorkplace();
  const label = useLabel();
  const { place } = one;
  const own = place.agency_id === session.agency_id;
  const sum = (of: "last_day" | "lately") => one.refusals.reduce((all, refused) => all + refused[of], 0);
  return (
    <li class={"wm-card" + (place.is_active ? "" : " wm-quiet")}>
      <h2 class="govuk-heading-s govuk-!-margin-bottom-1">{place.name} <span class="wm-quiet">{label("place_of_safety", place.kind)}, {agencies.find(({ id }) => id === place.agency_id)?.name}</span></h2>
      {place.is_active ? <Said one={one} /> : <p class="govuk-body">No longer in use.</p>}
      <p class="govuk-body govuk-!-margin-bottom-1">{[place.address, place.phone && `Ring ${place.phone}`, place.min_age > 0 && `From ${place.min_age} years`, place.note].filter(Boolean).join(". ")}</p>
      {one.waiting > 0 && one.waiting_since && <p class="govuk-body govuk-!-margin-bottom-1"><Tag colour="yellow">{one.waiting} {one.waiting === 1 ? "crew waits" : "crews wait"}</Tag> the longest for <Age since={one.waiting_since} /></p>}
      <p class="wm-when govuk-!-margin-bottom-1">{one.here} of {place.capacity} held there now, as recorded here. {one.waits > 0 ? `In the last 7 days crews waited ${one.median_wait} min (median of ${one.waits}), ${one.longest_wait} min at most.` : "No wait is known of the last 7 days."}</p>
      <details class="govuk-details govuk-!-margin-bottom-1"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">{sum("last_day")} refused in the last 24 hours, {sum("lately")} in 7 days<span class="govuk-visually-hidden">: {place.name}</span></span></summary>
        <div class="govuk-details__text">
          {one.refusals.length === 0 ? <p class="govuk-body">None.</p> : <ul class="govuk-list">{one.refusals.map((refused) => <li key={refused.reason}>{label("place_refusal_reason", refused.reason)}: {refused.last_day} in 24 hours, {refused.lately} in 7 days</li>)}</ul>}
          {one.earlier.length > 0 && <><h3 class="govuk-heading-s">Said before</h3><ul class="govuk-list">{one.earlier.map((each) => <li key={each.said_at}>{when(each.said_at)}: {label("safety_place_state", each.state).toLowerCase()}, {each.free} free. {each.note} <span class="wm-quiet">{each.said_by}</span></li>)}</ul></>}
        </div>
      </details>
      {own && place.is_active && may(session, "report_place") && <SayForm one={one} changed={changed} />}
      {own && may(session, "manage_places") && <EditPlace place={place} changed={changed} />}
    </li>
  );
}

/** The number in the colour of what it means, grey once it is too old to rest on. */
function Said({ one }: { one: SafetyPlaceOnBoard }) {
  const label = useLabel();
  const { word } = one;
  if (!word) return <p class="govuk-body govuk-!-margin-bottom-1"><Tag colour="grey">Nothing said yet</Tag></p>;
  const isClosed = word.state === "closed";
  const colour = isOld(one) ? "grey" : isClosed || word.free === 0 ? "red" : "green";
  return (
    <p class="govuk-body govuk-!-margin-bottom-1">
      <Tag colour={colour}>{isClosed ? label("safety_place_state", word.state) : `${word.free} free of ${one.place.capacity}`}</Tag>{" "}
      {!isClosed && word.state !== "open" && <Tag colour="yellow">{label("safety_place_state", word.state)}</Tag>}{" "}
      <span class="wm-when" title={when(word.said_at)}>said <Age since={word.said_at} /> ago{word.said_by && ` by ${word.said_by}`}{isOld(one) && ". Old: ring before you set off"}{one.came_since > 0 && `. ${one.came_since} came since`}</span> {word.note}
    </p>
  );
}

/** "Still true" in one key; anything else in two. */
function SayForm({ one, changed }: { one: SafetyPlaceOnBoard; changed: () => void }) {
  const { lists } = useWorkplace();
  const { place, word } = one;
  const asSaid = () => ({ free: word ? String(word.free) : "", state: word?.state ?? "open", note: word?.note ?? "", on: word?.said_at });
  const [form, setForm] = useState(asSaid);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [behind, setBehind] = useState(false);
  // Somebody else spoke first: what is typed here stays, and goes on top of what they said once that is shown.
  if (behind && word && word.said_at !== form.on) {
    setBehind(false);
    setForm({ ...form, on: word.said_at });
  }
  // What is said goes on top of what was seen, so that nobody unsays what a colleague has just said.
  const say = async (said: { free: number; state: string; note: string }, on: string | undefined) => {
    try {
      await post(`/places-of-safety/${place.id}/words`, { ...said, ...(on ? { said_at: on } : {}) });
      setProblem(null);
      setIsOpen(false);
    } catch (error) {
      const refusal = problemOf(error);
      setProblem({ ...refusal, fields: refusal.fields.map((field) => ({ ...field, field: `${field.field}-${place.id}` })) });
      setBehind(refusal.status === 412);
    }
    changed();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const free = Number(form.free);
    if (form.free === "" || !Number.isInteger(free)) return setProblem(refusal("This cannot be kept.", [`/free-${place.id}`, "Give a whole number."]));
    void say({ state: form.state, note: form.note, free: form.state === "closed" ? 0 : free }, form.on);
  };
  const hidden = <span class="govuk-visually-hidden"> of {place.name}</span>;
  return (
    <div class="wm-no-print">
      <p class="wm-row-buttons">
        {word && <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => void say({ free: word.free, state: word.state, note: word.note }, word.said_at)}>Still true{hidden}</button>}
        <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" aria-expanded={isOpen} onClick={() => { if (!isOpen) setForm(asSaid()); setIsOpen(!isOpen); }}>Say how it is{hidden}</button>
      </p>
      {!isOpen && problem && <p class="govuk-error-message" role="alert">{problem.title}</p>}
      {isOpen && (
        <form class="govuk-!-margin-top-3" onSubmit={submit} noValidate aria-label={"How it is: " + place.name}>
          <ErrorSummary problem={problem} />
          <Radios name={"state-" + place.id} legend="Is it open?" value={form.state} options={current(lists, "safety_place_state").map(({ code, label }) => ({ value: code, text: label }))} onChange={(state) => setForm({ ...form, state })} problem={problem} />
          {form.state !== "closed" && <TextField name={"free-" + place.id} label={`How many more can come, of ${place.capacity}`} inputMode="numeric" width="govuk-input--width-3" value={form.free} onInput={(free) => setForm({ ...form, free })} problem={problem} />}
          <TextField name={"said-" + place.id} label="Anything crews should know (optional)" hint="Everybody sees it: say nothing of anyone who is there" value={form.note} onInput={(note) => setForm({ ...form, note })} problem={problem} />
          <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Say so</button>
        </form>
      )}
    </div>
  );
}

const blank = { kind: "", name: "", address: "", phone: "", note: "", capacity: "1", min_age: "0", is_active: true, revision: 0 };

function EditPlace({ place, changed }: { place?: SafetyPlace; changed: () => void }) {
  const { lists } = useWorkplace();
  const from = () => (place ? { ...place, capacity: String(place.capacity), min_age: String(place.min_age) } : blank);
  const [form, setForm] = useState(from);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const own = place?.id ?? "new";
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const save = async (event: Event) => {
    event.preventDefault();
    const { kind, name, address, phone, note, is_active } = form;
    const revision = place?.revision ?? 0;
    if (!form.capacity.trim() || !form.min_age.trim()) return setProblem(refusal("The place cannot be kept.", [(form.capacity.trim() ? "/min_age-" : "/capacity-") + own, "Give a number."]));
    const body = { kind, name, address, phone, note, is_active, revision, capacity: Number(form.capacity), min_age: Number(form.min_age) };
    try {
      await call(place ? "PUT" : "POST", place ? `/places-of-safety/${place.id}` : "/places-of-safety", body);
      setProblem(null);
      setIsOpen(false);
      setForm(blank);
      changed();
    } catch (error) {
      const refusal = problemOf(error);
      setProblem({ ...refusal, fields: refusal.fields.map((field) => ({ ...field, field: `${field.field}-${own}` })) });
      // Somebody changed it meanwhile: what is typed here stays, and goes on top of it.
      if (refusal.status === 412) changed();
    }
  };
  const title = place ? "Change what is said of " + place.name : "Add a place of safety";
  return (
    <details class="govuk-details govuk-!-margin-bottom-0 wm-no-print" open={isOpen} onToggle={(event) => { const open = event.currentTarget.open; if (open && !isOpen) setForm(from()); setIsOpen(open); }}>
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{place ? <>Change<span class="govuk-visually-hidden"> what is said of {place.name}</span></> : title}</span></summary>
      {isOpen && <form class="govuk-details__text" onSubmit={save} noValidate aria-label={title}>
        <ErrorSummary problem={problem} />
        <TextField name={"name-" + own} label="Name" value={form.name} onInput={(name) => set({ name })} problem={problem} />
        <Choice name={"kind-" + own} label="Kind" value={form.kind} onChange={(kind) => set({ kind })} options={current(lists, "place_of_safety", [form.kind]).filter(({ code }) => !code.startsWith("PRIV_") || code === form.kind).map((entry) => ({ value: entry.code, text: entry.label }))} problem={problem} />
        <TextField name={"address-" + own} label="Address (optional)" value={form.address} onInput={(address) => set({ address })} problem={problem} />
        <TextField name={"phone-" + own} label="Telephone (optional)" inputMode="tel" value={form.phone} onInput={(phone) => set({ phone })} problem={problem} />
        <TextField name={"capacity-" + own} label="How many can be there at once" inputMode="numeric" width="govuk-input--width-3" value={form.capacity} onInput={(capacity) => set({ capacity })} problem={problem} />
        <TextField name={"min_age-" + own} label="The youngest it takes, in years" inputMode="numeric" width="govuk-input--width-3" value={form.min_age} onInput={(min_age) => set({ min_age })} problem={problem} />
        <TextField name={"note-" + own} label="Anything crews should know (optional)" hint="Everybody sees it: say nothing of anyone who is there" value={form.note} onInput={(note) => set({ note })} problem={problem} />
        {place && <Tick name={"is_active-" + own} label="In use" checked={form.is_active} onChange={(is_active) => set({ is_active })} />}
        <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Save the place</button>
      </form>}
    </details>
  );
}
