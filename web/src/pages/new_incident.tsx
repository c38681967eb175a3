// New incident: one page, from the first word of a call to a recorded incident, by keyboard alone.

import { useLocation, useRoute } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, get, post, problemOf, type Problem } from "../api";
import { useLabel, useLoad, when } from "../context";
import { Choice, CodeChoice, errorFor, TextArea, TextField } from "../parts/fields";
import { MarkersStep, MhriStep, PromptsStep, RightCareStep, ThriveStep, useRightCare } from "../parts/judgements";
import { Page, Tag, Waiting } from "../parts/layout";
import { PersonPicker } from "../parts/person_picker";
import { RepeatsPanel } from "../parts/repeats_panel";
import { useSaver, type Fields, type Saver } from "../parts/save_field";
import { current, useWorkplace } from "../context";
import type { Incident, Whole } from "../types";

const blank: Incident = {
  id: "", agency_id: "", reference: "", status: "draft", source: "", received_at: "", occurred_from_at: null, call_taker_id: null,
  caller_name: "", caller_phone: "", caller_relation: "", location_text: "", uprn: "", postcode: "", lat: null, lon: null, lsoa: "",
  place_type: "", opening_category: "", grade: "", is_mhri: false, outcome: "", closed_at: null, source_key: "", revision: 0,
};

function empty(incident: Incident | null): Whole {
  return { incident: incident ?? blank, notes: [], markers: [], mhri: [], thrive: [], right_care: [], prompts: [], people: [], changes: [], times: [], following: [], shared_with: [], reassess_because: [] };
}

export function NewIncident() {
  return <Form start={null} />;
}

export function EditIncident() {
  const { params } = useRoute();
  const { data, problem } = useLoad<Whole>("/incidents/" + params.id);
  if (!data) return <Page title="Draft incident"><Waiting problem={problem} /></Page>;
  return <Form start={data.incident} />;
}

function Form({ start }: { start: Incident | null }) {
  const { route, query } = useLocation();
  // For the team, once it is recorded: whoever rang the line. The address changes as the draft is kept.
  const [asks] = useState(query.ask);
  const [id, setId] = useState(start?.id ?? "");
  const created = (made: string) => {
    setId(made);
    history.replaceState(null, "", `/incidents/${made}/edit`);
  };
  const saver = useSaver(start, created);
  const [whole, setWhole] = useState<Whole | null>(null);
  const [stamp, setStamp] = useState("0");
  const [problem, setProblem] = useState<Problem | null>(null);
  const rightCare = useRightCare();

  const reload = async (made = id) => {
    if (!made) return;
    setWhole(await get<Whole>("/incidents/" + made));
    setStamp(String(Date.now()));
    await saver.refresh();
  };
  useEffect(() => void reload().catch(() => undefined), [id]);
  const saveField = async (fields: Fields) => {
    await saver.save(fields);
    setStamp(String(Date.now()));
  };

  const record = async () => {
    setProblem(null);
    try {
      const made = await saver.ensure();
      await post(`/incidents/${made}/record`);
      route("/incidents/" + made + (asks ? "?ask=" + asks : ""));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && event.ctrlKey && event.shiftKey) void record();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  const shown = whole ?? empty(saver.incident);
  const stepReady = id !== "" && whole !== null;
  return (
    <Page title="New incident" startsAt="form" problem={problem ?? saver.problem} {...(saver.incident ? { caption: "Draft, received " + when(saver.incident.received_at) } : {})}>
      <div class="wm-columns">
        <div>
          <CallSection saver={saver} save={saveField} problem={saver.problem ?? problem} />
          <Narrative id={id} ensure={saver.ensure} whole={shown} saved={(made) => void reload(made)} problem={problem} />
          <Who id={id} ensure={saver.ensure} whole={shown} saved={(made) => void reload(made)} />
          <Section title="Mental health">{stepReady ? <MhriStep key={"m" + id} whole={shown} saved={() => void reload()} /> : <NotYet />}</Section>
          <Section title="Markers">{stepReady ? <MarkersStep whole={shown} saved={() => void reload()} /> : <NotYet />}</Section>
          <Section title="THRIVE">{stepReady && rightCare.data ? <ThriveStep key={"t" + id} whole={shown} saved={() => void reload()} vulnerabilityText={rightCare.data.vulnerability_text} /> : <NotYet />}</Section>
          <Section title="Right Care Right Person">{stepReady && rightCare.data ? <RightCareStep key={"r" + id} whole={shown} saved={() => void reload()} data={rightCare.data} /> : <NotYet />}</Section>
          <Section title="Advice to give">{stepReady ? <PromptsStep whole={shown} saved={() => void reload()} /> : <NotYet />}</Section>
        </div>
        <aside class="wm-side" aria-label="What is already known">
          <div class="wm-card">{id ? <RepeatsPanel id={id} stamp={stamp} /> : <p class="govuk-body wm-quiet">What came before appears here as you type.</p>}</div>
        </aside>
      </div>
      <div class="wm-bar">
        <button class="govuk-button" type="button" onClick={() => void record()}>Record the incident</button>
        <span role="status" class="govuk-body govuk-!-margin-bottom-0">{saveText(saver)}</span>
        <span class="wm-quiet govuk-body-s govuk-!-margin-bottom-0 wm-no-print">Ctrl + Shift + Enter records</span>
      </div>
    </Page>
  );
}

function saveText(saver: Saver): string {
  if (saver.status === "saving") return "Saving…";
  if (saver.status === "failed") return saver.problem?.title ?? "Not saved";
  return saver.savedAt ? "Saved at " + saver.savedAt : "Each field is saved as you leave it";
}

const NotYet = () => <p class="govuk-body wm-quiet">Begin with the call above; this opens as soon as something is saved.</p>;

function Section({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return <section class="wm-card" aria-label={title}><h2 class="govuk-heading-m">{title}</h2>{children}</section>;
}

type SaveField = (fields: Fields) => Promise<void>;

/** A number as it is sent; nothing for an empty box, and the text as it is for the server to refuse. */
const numberOrText = (text: string): string | number | null => (text.trim() === "" ? null : Number.isNaN(Number(text)) ? text : Number(text));

function CallSection({ saver, save, problem }: { saver: Saver; save: SaveField; problem: Problem | null }) {
  const { lists } = useWorkplace();
  const held = saver.incident ?? blank;
  const [typed, setTyped] = useState<Record<string, string>>({});
  const first = useRef(true);
  const value = (name: keyof Incident) => typed[name] ?? String(held[name] ?? "");
  const type = (name: string) => (text: string) => setTyped((old) => ({ ...old, [name]: text }));
  const keep = (name: keyof Incident) => async () => {
    const text = typed[name];
    if (text === undefined || text === String(held[name] ?? "")) return;
    await save({ [name]: name === "lat" || name === "lon" ? numberOrText(text) : text });
    // What was saved may be in its normal form now; show that, unless more was typed meanwhile.
    setTyped((old) => {
      const { [name]: latest, ...rest } = old;
      return latest === text && saver.status !== "failed" ? rest : old;
    });
  };
  const choose = (name: keyof Incident) => (code: string) => {
    setTyped((old) => ({ ...old, [name]: code }));
    void save({ [name]: code });
  };
  useEffect(() => {
    if (first.current) document.getElementById("source")?.focus();
    first.current = false;
  }, []);
  const groups = [...new Set((lists.opening_category ?? []).map((code) => code.parent))];
  const categories = groups.flatMap((group) => current(lists, "opening_category", [value("opening_category")]).filter((code) => code.parent === group));
  return (
    <>
      {saver.conflict && (
        <div class="wm-card wm-card--alert" role="alert">
          <h2 class="govuk-heading-s">Somebody else changed the same field</h2>
          <p class="govuk-body">They wrote “{saver.conflict.theirs}”; you wrote “{saver.conflict.mine}”.</p>
          <button class="govuk-button" type="button" onClick={saver.keepMine}>Keep mine</button>{" "}
          <button class="govuk-button govuk-button--secondary" type="button" onClick={saver.keepTheirs}>Keep theirs</button>
        </div>
      )}
      <Section title="The call">
        <div class="wm-two">
          <CodeChoice name="source" label="How it came in" list="incident_source" value={value("source")} onChange={choose("source")} problem={problem} />
          <TextField name="caller_phone" label="Caller's telephone" type="tel" inputMode="tel" value={value("caller_phone")} onInput={type("caller_phone")} onBlur={() => void keep("caller_phone")()} problem={problem} />
          <TextField name="caller_name" label="Caller's name" value={value("caller_name")} onInput={type("caller_name")} onBlur={() => void keep("caller_name")()} problem={problem} />
          <CodeChoice name="caller_relation" label="Who the caller is to the person" list="caller_relation" value={value("caller_relation")} onChange={choose("caller_relation")} problem={problem} />
        </div>
      </Section>
      <Section title="Where">
        <TextField name="location_text" label="Address or place" value={value("location_text")} onInput={type("location_text")} onBlur={() => void keep("location_text")()} problem={problem} />
        <div class="wm-two">
          <TextField name="postcode" label="Postcode" width="govuk-input--width-10" value={value("postcode")} onInput={type("postcode")} onBlur={() => void keep("postcode")()} problem={problem} />
          <CodeChoice name="place_type" label="What kind of place" list="place_type" value={value("place_type")} onChange={choose("place_type")} problem={problem} />
        </div>
        <details class="govuk-details govuk-!-margin-bottom-2" open={["uprn", "lat", "lon", "lsoa"].some((name) => errorFor(problem, name))}>
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Exact place: UPRN, coordinates, LSOA</span></summary>
          <div class="wm-two">
            <TextField name="uprn" label="UPRN" hint="Up to 12 digits" inputMode="numeric" width="govuk-input--width-20" value={value("uprn")} onInput={type("uprn")} onBlur={() => void keep("uprn")()} problem={problem} />
            <TextField name="lsoa" label="LSOA" hint="Like E01009642" width="govuk-input--width-20" value={value("lsoa")} onInput={type("lsoa")} onBlur={() => void keep("lsoa")()} problem={problem} />
            <TextField name="lat" label="Latitude" hint="Like 52.4068" width="govuk-input--width-20" value={value("lat")} onInput={type("lat")} onBlur={() => void keep("lat")()} problem={problem} />
            <TextField name="lon" label="Longitude" hint="Like -1.5197" width="govuk-input--width-20" value={value("lon")} onInput={type("lon")} onBlur={() => void keep("lon")()} problem={problem} />
          </div>
        </details>
        {value("place_type") === "private_dwelling" && <p class="govuk-body wm-quiet">Section 136 cannot be used in someone's home, its garden or garage (Mental Health Act 1983, s136(1A)).</p>}
      </Section>
      <Section title="What">
        <Choice name="opening_category" label="Opening category" value={value("opening_category")} onChange={choose("opening_category")} problem={problem}
          options={categories.map((code) => ({ value: code.code, text: code.label }))} />
      </Section>
    </>
  );
}

type PartProps = { id: string; ensure: () => Promise<string>; whole: Whole; saved: (id: string) => void };

function Narrative({ ensure, whole, saved, problem }: PartProps & { problem: Problem | null }) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<Problem | null>(null);
  const sending = useRef(false);
  const add = async () => {
    if (!text.trim() || sending.current) return;
    sending.current = true;
    try {
      const made = await ensure();
      await call("POST", `/incidents/${made}/notes`, { kind: "narrative", assertion: "fact", text });
      setText("");
      setWrong(null);
      saved(made);
    } catch (error) {
      setWrong(problemOf(error));
    } finally {
      sending.current = false;
    }
  };
  return (
    <Section title="What was said">
      {whole.notes.map((note) => <p class="govuk-body wm-text" key={note.id}><span class="wm-when">{when(note.written_at)}</span><br />{note.text}</p>)}
      <TextArea name="narrative" label="Narrative" hint="Saved when you leave the box, or with Ctrl + Enter. What is saved stays; add a correction as a new entry." rows={4} value={text} onInput={setText} problem={wrong ?? problem}
        onBlur={() => void add()} onKeyDown={(event) => { if (event.key === "Enter" && event.ctrlKey && !event.shiftKey) void add(); }} />
    </Section>
  );
}

function Who({ ensure, whole, saved }: PartProps) {
  const label = useLabel();
  const [role, setRole] = useState("subject");
  const [problem, setProblem] = useState<Problem | null>(null);
  const change = async (path: string, person_id: string, part: string) => {
    try {
      const made = await ensure();
      await post(`/incidents/${made}/${path}`, { person_id, role: part, assertion: "fact" });
      setProblem(null);
      saved(made);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Section title="Who">
      {problem && <p class="govuk-error-message">{problem.title}</p>}
      {whole.people.length > 0 && (
        <ul class="wm-choices govuk-!-margin-bottom-4">
          {whole.people.map((someone) => (
            <li key={someone.person.id + someone.role}>
              <a class="govuk-link" href={"/people/" + someone.person.id} target="_blank" rel="noopener">{someone.person.name}</a> <Tag colour="grey">{label("person_role", someone.role)}</Tag>{" "}
              <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" type="button" onClick={() => void change("people/remove", someone.person.id, someone.role)}>Take off<span class="govuk-visually-hidden"> {someone.person.name}</span></button>
            </li>
          ))}
        </ul>
      )}
      <div class="wm-two"><CodeChoice name="role" label="Their part in it" list="person_role" value={role} onChange={setRole} /></div>
      <PersonPicker choose={(person) => void change("people", person.id, role)} />
    </Section>
  );
}
