import { useState } from "preact/hooks";
import { call, post, problemOf, type Problem } from "../api";
import { useLoad, useWorkplace, when } from "../context";
import { Choice, TextField } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";

type Mapping = { columns: Record<string, string>; codes: Record<string, Record<string, string>>; defaults: Record<string, string>; date_order: string; name?: string };
type Preview = { columns: string[]; rows: string[][]; encoding: string; delimiter: string; mapping: Mapping; mapping_name: string; targets: { name: string; label: string; needed: boolean }[] };
type Finding = { rule: string; refuses: boolean; words: string; count: number; rows: number[] };
type Unknown = { target: string; list: string; value: string; count: number; nearest: string };
type Report = { batch_id: string | null; rows_read: number; rows_stored: number; rows_refused: number; rows_known: number; stored_before_at: string | null; findings: Finding[]; unknown_codes: Unknown[] };
type Batch = { id: string; file_name: string; rows_read: number; rows_stored: number; rows_refused: number; rows_known: number; imported_at: string; undone_at: string | null };

const upload = { type: "application/octet-stream" };

export function Imports() {
  const { lists } = useWorkplace();
  const batches = useLoad<Batch[]>("/imports");
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [name, setName] = useState("");
  const [report, setReport] = useState<Report | null>(null);
  const [busy, setBusy] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);

  const working = async (words: string, work: () => Promise<void>) => {
    setBusy(words);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy("");
  };
  const choose = (chosen: File | undefined) =>
    chosen && void working("Reading the file", async () => {
      const { data } = await call<Preview>("POST", "/imports/preview", undefined, { raw: chosen, ...upload });
      setFile(chosen);
      setPreview(data);
      setMapping(data.mapping);
      setName(data.mapping_name || chosen.name.replace(/\.[^.]*$/, "").slice(0, 60));
      setReport(null);
    });
  const run = (dry: boolean) =>
    void working(dry ? "Checking every row" : "Storing", async () => {
      if (!file || !mapping) return;
      await call("PUT", "/import-mappings", { name, mapping });
      const query = new URLSearchParams({ name: file.name, mapping: name, dry_run: dry ? "yes" : "no" });
      setReport((await call<Report>("POST", "/imports?" + query, undefined, { raw: file, ...upload })).data);
      if (!dry) await batches.again();
    });
  const undo = (id: string) => void working("Undoing", async () => {
    await post(`/imports/${id}/undo`);
    await batches.again();
  });
  const setColumn = (target: string) => (column: string) => mapping && setMapping({ ...mapping, columns: { ...mapping.columns, [target]: column } });
  const setCode = (target: string, value: string, code: string) => mapping && setMapping({ ...mapping, codes: { ...mapping.codes, [target]: { ...mapping.codes[target], [value]: code } } });

  return (
    <Page title="Import incidents" problem={problem}>
      <p class="govuk-body">Bring in an extract of your own incidents: CSV or XLSX, any delimiter, UK or ISO dates. Nothing is stored until you have seen what the check found.</p>
      <div class="govuk-form-group"><label class="govuk-label govuk-label--m" for="file">1. Choose the file</label>
        <input class="govuk-file-upload" id="file" type="file" accept=".csv,.txt,.tsv,.xlsx" onChange={(event) => choose(event.currentTarget.files?.[0])} /></div>
      {busy && <p class="govuk-body" role="status">{busy}…</p>}
      {preview && mapping && (
        <>
          <h2 class="govuk-heading-m">2. Say which column is which</h2>
          {preview.mapping_name && <p class="govuk-body">The mapping “{preview.mapping_name}” fits this file and is used, codes included.</p>}
          <p class="govuk-body wm-quiet">Read as {preview.encoding}{preview.delimiter ? `, separated by ${preview.delimiter}` : ""}. The first rows:</p>
          <div class="wm-scroll" tabIndex={0} role="region" aria-label="First rows of the file">
            <table class="govuk-table wm-table"><thead><tr>{preview.columns.map((column) => <th scope="col" key={column}>{column}</th>)}</tr></thead>
              <tbody>{preview.rows.map((row, i) => <tr key={i}>{row.map((cell, k) => <td key={k}>{cell}</td>)}</tr>)}</tbody></table>
          </div>
          <div class="wm-two">
            {preview.targets.map((target) => (
              <Choice key={target.name} name={"map-" + target.name} label={target.label + (target.needed ? " (needed)" : "")} value={mapping.columns[target.name] ?? ""} onChange={setColumn(target.name)} empty="Not in the file"
                options={preview.columns.map((column) => ({ value: column, text: column }))} />
            ))}
            <Choice name="date_order" label="Dates are written" value={mapping.date_order} onChange={(date_order) => setMapping({ ...mapping, date_order })} options={[{ value: "dmy", text: "Day first (UK), or ISO" }, { value: "mdy", text: "Month first (US), or ISO" }]} />
            <TextField name="name" label="Keep this mapping as" value={name} onInput={setName} problem={problem} />
          </div>
          <button type="button" class="govuk-button" onClick={() => run(true)} disabled={!!busy}>Check the file</button>
        </>
      )}
      {report && (
        <section aria-label="Quality report">
          <h2 class="govuk-heading-m">3. {report.batch_id ? "What was stored" : "What the check found"}</h2>
          <div role="status"><ul class="wm-tiles">
            <li class="wm-tile"><strong>{report.rows_read.toLocaleString("en-GB")}</strong>rows read</li>
            <li class="wm-tile"><strong>{report.rows_stored.toLocaleString("en-GB")}</strong>{report.batch_id ? "stored" : "would be stored"}</li>
            <li class="wm-tile"><strong>{report.rows_refused.toLocaleString("en-GB")}</strong>refused</li>
            <li class="wm-tile"><strong>{report.rows_known.toLocaleString("en-GB")}</strong>already here</li>
          </ul></div>
          {report.stored_before_at && <p class="govuk-body"><Tag colour="yellow">Same file</Tag> This very file was stored on {when(report.stored_before_at)}.</p>}
          <Findings findings={report.findings} />
          {report.unknown_codes.length > 0 && !report.batch_id && mapping && (
            <>
              <h3 class="govuk-heading-s">Words that are not in our lists</h3>
              <div class="wm-scroll" tabIndex={0} role="region" aria-label="Unknown codes">
                <table class="govuk-table wm-table"><thead><tr><th scope="col">In the file</th><th scope="col" class="wm-count">Rows</th><th scope="col">Means</th></tr></thead>
                  <tbody>{report.unknown_codes.slice(0, 100).map((unknown) => (
                    <tr key={unknown.target + unknown.value}><th scope="row">{unknown.value}</th><td class="wm-count">{unknown.count}</td>
                      <td><select class="govuk-select" aria-label={"Meaning of " + unknown.value} value={mapping.codes[unknown.target]?.[unknown.value] ?? ""} onChange={(event) => setCode(unknown.target, unknown.value, event.currentTarget.value)}>
                        <option value="">{unknown.nearest ? "Not said. Nearest: " + (lists[unknown.list]?.find((code) => code.code === unknown.nearest)?.label ?? "") : "Not said"}</option>
                        {(lists[unknown.list] ?? []).map((code) => <option key={code.code} value={code.code}>{code.label}</option>)}
                      </select></td></tr>))}</tbody></table>
              </div>
              <button type="button" class="govuk-button govuk-button--secondary" onClick={() => run(true)} disabled={!!busy}>Check again</button>{" "}
            </>
          )}
          {!report.batch_id && report.rows_stored > 0 && <button type="button" class="govuk-button" onClick={() => run(false)} disabled={!!busy}>Store {report.rows_stored.toLocaleString("en-GB")} rows</button>}
          {report.batch_id && <p class="govuk-body"><a class="govuk-link" href={"/incidents?batch=" + report.batch_id}>See what was stored</a>{report.rows_refused > 0 && <> · <a class="govuk-link" href={`/api/v1/imports/${report.batch_id}/refused`} download>Refused rows with reasons (CSV)</a></>}</p>}
        </section>
      )}
      <h2 class="govuk-heading-m govuk-!-margin-top-6">Earlier imports</h2>
      {!batches.data ? <Waiting problem={batches.problem} /> : batches.data.length === 0 ? <p class="govuk-body">None yet.</p> : (
        <ul class="wm-choices">{batches.data.map((batch) => (
          <Earlier key={batch.id} batch={batch} undo={undo} busy={!!busy} />))}
        </ul>
      )}
    </Page>
  );
}

function Findings({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <table class="govuk-table wm-table"><caption class="govuk-table__caption govuk-table__caption--s">Findings</caption>
      <thead><tr><th scope="col">Rule</th><th scope="col">What it means</th><th scope="col" class="wm-count">Rows</th><th scope="col">First of them</th></tr></thead>
      <tbody>{findings.map((finding) => <tr key={finding.rule}><th scope="row">{finding.rule.replace(/_/g, " ")} {finding.refuses ? <Tag colour="red">refused</Tag> : <Tag colour="yellow">stored</Tag>}</th><td>{finding.words}</td><td class="wm-count">{finding.count.toLocaleString("en-GB")}</td><td>{finding.rows.slice(0, 8).join(", ")}</td></tr>)}</tbody></table>
  );
}

/** An import that was made, with what it found on demand. Undoing asks first: it deletes. */
function Earlier({ batch, undo, busy }: { batch: Batch; undo: (id: string) => void; busy: boolean }) {
  const [open, setOpen] = useState(false);
  const [sure, setSure] = useState(false);
  const found = useLoad<{ findings: Finding[] }>(open ? "/imports/" + batch.id : null);
  const quiet = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0";
  return (
    <li><strong>{batch.file_name}</strong> {batch.undone_at && <Tag colour="grey">undone</Tag>}<br />
      <span class="wm-when">{when(batch.imported_at)}: {batch.rows_stored} stored, {batch.rows_refused} refused, {batch.rows_known} already here</span>{" "}
      {!batch.undone_at && !sure && <button type="button" class={quiet} onClick={() => setSure(true)} disabled={busy}>Undo<span class="govuk-visually-hidden"> the import of {batch.file_name}</span></button>}
      {!batch.undone_at && sure && (
        <span role="group" aria-label="Undo the import">Its {batch.rows_stored} incidents are deleted, but for those somebody has worked on.{" "}
          <button type="button" class="govuk-button govuk-button--warning govuk-!-margin-bottom-0" onClick={() => { setSure(false); undo(batch.id); }} disabled={busy}>Yes, undo it</button>{" "}
          <button type="button" class={quiet} onClick={() => setSure(false)}>Keep it</button></span>
      )}
      <details class="govuk-details govuk-!-margin-bottom-1" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class="govuk-details__summary"><span class="govuk-details__summary-text">What it found<span class="govuk-visually-hidden"> in {batch.file_name}</span></span></summary>
        {found.data && (found.data.findings.length ? <Findings findings={found.data.findings} /> : <p class="govuk-body">Nothing odd.</p>)}
        {batch.rows_refused > 0 && <p class="govuk-body"><a class="govuk-link" href={`/api/v1/imports/${batch.id}/refused`} download>Refused rows with reasons (CSV)</a></p>}
      </details>
    </li>
  );
}
