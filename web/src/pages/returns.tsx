import { useLocation, useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, problemOf, type Problem } from "../api";
import { day, useLoad, useWish, when } from "../context";
import { Choice, TextField } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";
import type { ReturnBook, ReturnKind, ReturnOut, ReturnTable, ReturnVersion } from "../types";

const iso = (year: number, month: number) => `${year}-${String(month).padStart(2, "0")}-01`;
const yearsBack = 10;

/** The periods of a return that have begun, the newest first. */
export function periodsOf(kind: ReturnKind["period"], today: Date): { value: string; text: string }[] {
  const found: { value: string; text: string }[] = [];
  const year = today.getFullYear();
  for (let back = 0; back <= yearsBack; ++back) {
    const of = year - back;
    const starts = kind === "financial_year" ? [4] : [10, 7, 4, 1];
    for (const month of starts) {
      if (new Date(of, month - 1, 1) > today) continue;
      const isOver = new Date(kind === "financial_year" ? of + 1 : of, kind === "financial_year" ? 3 : month + 2, 1) <= today;
      const text = kind === "financial_year" ? `April ${of} to March ${of + 1}` : `${{ 1: "January to March", 4: "April to June", 7: "July to September", 10: "October to December" }[month]} ${of}`;
      found.push({ value: iso(of, month), text: isOver ? text : text + ", not over yet" });
    }
  }
  return found;
}

/** The returns there are, making one, and those that were made. */
export function Returns() {
  const { route } = useLocation();
  const book = useLoad<ReturnBook>("/returns");
  const [form, setForm] = useState({ kind: "", from: "", note: "" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isMaking, setIsMaking] = useState(false);
  const wish = useWish();
  if (!book.data) return <Page title="Returns"><Waiting problem={book.problem} /></Page>;
  const { kinds, versions } = book.data;
  const kind = kinds.find((one) => one.kind === form.kind);
  const made = versions.filter((one) => one.kind === form.kind && one.period.from === form.from).length;
  const make = async (event: Event) => {
    event.preventDefault();
    if (isMaking) return;
    setIsMaking(true);
    try {
      const { kind: which, from, note } = form;
      const asked = { kind: which, note, ...(from ? { from } : {}) };
      const { data } = await call<ReturnVersion>("POST", "/returns", asked, { key: wish.key(JSON.stringify(asked)) });
      wish.done();
      route("/returns/" + data.id);
    } catch (error) {
      setProblem(problemOf(error));
      setIsMaking(false);
    }
  };
  return (
    <Page title="Returns" caption="Sections 135 and 136" problem={problem}>
      <form class="wm-card" onSubmit={make} noValidate aria-label="Make a return">
        <h2 class="govuk-heading-m">Make a return</h2>
        <Choice name="kind" label="Which" value={form.kind} onChange={(which) => setForm({ ...form, kind: which, from: "" })} options={kinds.map((one) => ({ value: one.kind, text: one.title }))} problem={problem} />
        {kind && <Choice name="from" label="Period" value={form.from} onChange={(from) => setForm({ ...form, from })} options={periodsOf(kind.period, new Date())} problem={problem} />}
        {made > 0 && <p class="govuk-body">It was made {made === 1 ? "once" : `${made} times`} already. What was sent stays; this makes the next version, and says what changed.</p>}
        {kind && <TextField name="note" label="Why it is made (optional)" value={form.note} onInput={(note) => setForm({ ...form, note })} problem={problem} />}
        {kind && <ToConfirm kind={kind} />}
        <button class="govuk-button govuk-!-margin-bottom-0" type="submit" disabled={isMaking}>{isMaking ? "Making it" : "Make the return"}</button>
      </form>
      <h2 class="govuk-heading-m">Made so far</h2>
      {versions.length === 0 ? <p class="govuk-body">None yet.</p> : (
        <div class="wm-scroll" tabIndex={0} role="region" aria-label="Returns made so far"><table class="govuk-table wm-table">
          <thead><tr><th scope="col">Return</th><th scope="col">Period</th><th scope="col">Version</th><th scope="col" class="wm-count">Detentions</th><th scope="col">Made</th></tr></thead>
          <tbody>{versions.map((one) => <tr key={one.id}><td><a class="govuk-link" href={"/returns/" + one.id}>{kinds.find(({ kind: which }) => which === one.kind)?.title ?? one.kind}</a></td><td>{period(one)}</td><td>{one.number}</td><td class="wm-count">{one.row_count}</td><td>{when(one.made_at)} by {one.made_by}. {one.note}</td></tr>)}</tbody>
        </table></div>
      )}
    </Page>
  );
}

const period = ({ period: { from, to } }: ReturnVersion) => `${day(from)} to ${day(to)}`;

function ToConfirm({ kind }: { kind: ReturnKind }) {
  return (
    <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">To be confirmed before it is sent</span></summary>
      <div class="govuk-details__text"><p class="govuk-body">{kind.source}.</p><ul class="govuk-list govuk-list--bullet">{kind.to_confirm.map((one) => <li key={one}>{one}</li>)}</ul></div>
    </details>
  );
}

/** One version: what is missing, what changed since the one before, and the tables. */
export function ReturnView() {
  const { params } = useRoute();
  const loaded = useLoad<ReturnOut>("/returns/" + params.id);
  const whole = loaded.data;
  if (!whole) return <Page title="Return"><Waiting problem={loaded.problem} /></Page>;
  const { version, kind } = whole;
  const file = (format: string) => `/api/v1/returns/${version.id}/document?format=${format}`;
  return (
    <Page title={kind.title} caption={period(version)}>
      <p class="govuk-body"><Tag>Version {version.number}</Tag> {version.is_early && <Tag colour="yellow">Made before its period was over</Tag>} {version.row_count} detentions. Made {when(version.made_at)} by {version.made_by}, by the definition of {day(version.edition)}. {version.note}</p>
      <p class="govuk-body wm-no-print">{["xlsx", "ods", "csv"].map((format) => <a key={format} class="govuk-link wm-apart" href={file(format)} download>{format === "csv" ? "CSV, a row for each detention" : format.toUpperCase()}</a>)} <a class="govuk-link" href="/returns">All returns</a></p>
      <ToConfirm kind={kind} />
      <h2 class="govuk-heading-m" id="changes">Changed since the version before</h2>
      <Changes whole={whole} />
      <h2 class="govuk-heading-m">What is missing</h2>
      <div class="wm-scroll" tabIndex={0} role="region" aria-label="What is missing"><table class="govuk-table wm-table">
        <thead><tr><th scope="col">What</th><th scope="col" class="wm-count">Asked of</th><th scope="col" class="wm-count">Missing</th><th scope="col" class="wm-count">Share</th></tr></thead>
        <tbody>{whole.missing.map((one) => <tr key={one.column}><td>{one.column}</td><td class="wm-count">{one.of}</td><td class="wm-count">{one.missing}</td><td class="wm-count">{one.of > 0 ? `${Math.round((1000 * one.missing) / one.of) / 10}%` : ""}</td></tr>)}</tbody>
      </table></div>
      {kind.kind === "england" && <p class="govuk-body wm-quiet">In the figures published for England, some 7% are missing.</p>}
      {whole.tables.map((table) => <Table key={table.title} table={table} />)}
    </Page>
  );
}

const differences = { added: "New", gone: "No longer in it", changed: "Changed" };

function Changes({ whole }: { whole: ReturnOut }) {
  const { earlier, changes } = whole;
  if (!earlier) return <p class="govuk-body">This is the first version.</p>;
  const of = <><a class="govuk-link" href={"/returns/" + earlier.id}>version {earlier.number}</a> of {when(earlier.made_at)}</>;
  if (changes.length === 0) return <p class="govuk-body">Nothing since {of}.</p>;
  return (
    <>
      <p class="govuk-body">{whole.change_count} detentions since {of}.{whole.change_count > changes.length && ` The first ${changes.length} are shown.`}</p>
      <div class="wm-scroll" tabIndex={0} role="region" aria-label="Changed since the version before"><table class="govuk-table wm-table">
        <thead><tr><th scope="col">Detention</th><th scope="col">Change</th><th scope="col">What</th></tr></thead>
        <tbody>{changes.map((one) => <tr key={one.detention_id}><td><a class="govuk-link" href={"/detentions/" + one.detention_id}>{one.reference || "Of an imported incident"}</a></td><td>{differences[one.difference]}</td><td>{one.fields.map((field) => <div key={field.column}>{field.column}: {field.after ? `${field.before} → ${field.after}` : "corrected"}</div>)}</td></tr>)}</tbody>
      </table></div>
    </>
  );
}

function Table({ table }: { table: ReturnTable }) {
  return (
    <div class="wm-scroll" tabIndex={0} role="region" aria-label={table.title}><table class="govuk-table wm-table">
      <caption class="govuk-table__caption govuk-table__caption--m">{table.title}</caption>
      <thead><tr><th scope="col"><span class="govuk-visually-hidden">Row</span></th>{table.headings.map((heading) => <th scope="col" class="wm-count" key={heading}>{heading}</th>)}<th scope="col" class="wm-count">All</th></tr></thead>
      <tbody>{table.rows.map((row) => <tr key={row.title}><th scope="row">{row.title}</th>{row.counts.map((count, i) => <td class="wm-count" key={i}>{count}</td>)}<td class="wm-count">{row.total}</td></tr>)}</tbody>
    </table></div>
  );
}
