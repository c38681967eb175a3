import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import type { Problem } from "../api";
import { day, may, useLoad, useWorkplace } from "../context";
import { TextField } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";
import type { Measure, ServiceReport } from "../types";

const iso = (at: Date) => at.toISOString().slice(0, 10);
/** London's day, as a date without a time. */
const londonToday = () => new Date(new Date().toLocaleDateString("en-CA", { timeZone: "Europe/London" }) + "T00:00:00Z");

/** The last three whole months, and what else is asked for often. */
function periods(today: Date): { text: string; from: string; to: string }[] {
  const month = (back: number, dayOf = 1) => iso(new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, dayOf)));
  const year = today.getUTCFullYear() - (today.getUTCMonth() < 3 ? 1 : 0);
  return [
    { text: "Last three months", from: month(3), to: month(0, 0) },
    { text: "Last month", from: month(1), to: month(0, 0) },
    { text: "Last twelve months", from: month(12), to: month(0, 0) },
    { text: "This financial year", from: `${year}-04-01`, to: iso(today) },
  ];
}

export function StreetTriageReport() {
  const { query, route } = useLocation();
  const usual = periods(londonToday());
  const from = query.from ?? usual[0]?.from ?? "";
  const to = query.to ?? usual[0]?.to ?? "";
  const report = useLoad<ServiceReport>(`/reports/street-triage?from=${from}&to=${to}`);
  const [typed, setTyped] = useState({ from, to });
  const show = (period: { from: string; to: string }) => {
    setTyped({ from: period.from, to: period.to });
    route(`/reports/street-triage?from=${period.from}&to=${period.to}`);
  };
  const file = (format: string) => `/api/v1/reports/street-triage/document?from=${from}&to=${to}&format=${format}`;
  return (
    <Page title="Street triage: figures" caption={report.data?.agency ?? ""} problem={fieldProblem(report.problem)}>
      <form class="wm-filters wm-no-print" onSubmit={(event) => { event.preventDefault(); show(typed); }} aria-label="Period" noValidate>
        <TextField name="from" label="First day" type="date" value={typed.from} onInput={(value) => setTyped({ ...typed, from: value })} problem={report.problem} />
        <TextField name="to" label="Last day" type="date" value={typed.to} onInput={(value) => setTyped({ ...typed, to: value })} problem={report.problem} />
        <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Show</button>
      </form>
      <p class="govuk-body wm-no-print">{usual.map((one) => <button key={one.text} type="button" class="wm-link-button wm-apart" onClick={() => show(one)}>{one.text}</button>)}</p>
      {report.data ? <Figures report={report.data} file={file} /> : <Waiting problem={report.problem} />}
    </Page>
  );
}

const fieldProblem = (problem: Problem | null) => (problem && problem.fields.length > 0 ? problem : null);

function Figures({ report, file }: { report: ServiceReport; file: (format: string) => string }) {
  const byName = new Map(report.measures.map((one) => [one.name, one]));
  const missing = report.measures.filter((one) => !isRecorded(one));
  const inKpis = new Set(report.kpis.flatMap((one) => [one.target, one.seen, one.applicable, one.reached, one.achieved]));
  const shown = report.groups
    .map((group) => ({ ...group, measures: report.measures.filter((one) => one.group === group.name && isRecorded(one) && !inKpis.has(one.name)) }))
    .filter((group) => group.measures.length > 0);
  return (
    <>
      <p class="govuk-body">{day(report.from)} to {day(report.to)}: <strong>{report.contacts.toLocaleString("en-GB")}</strong> contacts. <a class="govuk-link" href="/reports/street-triage/definitions">What each figure counts</a></p>
      <p class="govuk-body wm-no-print">Take it with you: {[["xlsx", "Excel"], ["ods", "OpenDocument"], ["csv", "CSV"], ["html", "web page"], ["text", "text"]].map(([format, text]) => <a key={format} class="govuk-link wm-apart" href={file(format ?? "")} download>{text}</a>)}</p>
      {report.kpis.some((kpi) => isRecorded(byName.get(kpi.achieved))) && <Kpis report={report} byName={byName} />}
      {shown.map((group) => <GroupTable key={group.name} title={group.title} measures={group.measures} report={report} />)}
      <ToKnow report={report} />
      {missing.length > 0 && (
        <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">{missing.length} figures are not recorded in this period</span></summary>
          <ul class="govuk-list govuk-details__text">{missing.map((one) => <li key={one.name}>{one.title}</li>)}</ul>
        </details>
      )}
    </>
  );
}

function Kpis({ report, byName }: { report: ServiceReport; byName: Map<string, Measure> }) {
  return (
    <section>
      <h2 class="govuk-heading-m">Key performance indicators</h2>
      <div class="wm-scroll" tabIndex={0} role="region" aria-label="Key performance indicators">
        <table class="govuk-table wm-table wm-stack">
          <thead><tr><th scope="col">Indicator</th><th scope="col" class="wm-count">Target</th><th scope="col" class="wm-count">Seen</th><th scope="col" class="wm-count">Applicable</th><th scope="col" class="wm-count">Reached</th><th scope="col" class="wm-count">Achieved</th></tr></thead>
          <tbody>
            {report.kpis.filter((kpi) => isRecorded(byName.get(kpi.achieved))).map((kpi) => {
              const achieved = byName.get(kpi.achieved);
              const target = byName.get(kpi.target);
              return (
                <tr key={kpi.name}>
                  <td>{kpi.title}</td>
                  <td class="wm-count" data-label="Target">{target && valueOf(target)}</td>
                  <Count label="Seen" measure={byName.get(kpi.seen)} />
                  <Count label="Applicable" measure={byName.get(kpi.applicable)} />
                  <td class="wm-count" data-label="Reached">{kpi.reached_as}: {byName.get(kpi.reached)?.numerator ?? ""}</td>
                  <td class="wm-count wm-achieved" data-label="Achieved">{achieved && <><strong>{valueOf(achieved)}</strong><br /><Counts measure={achieved} />{achieved.interval && <><br /><span class="wm-when">95 %: {achieved.interval[0]} to {achieved.interval[1]}</span></>}<br /><span class="wm-when">known of {achieved.completeness} %</span><Flags measure={achieved} /></>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Count({ label, measure }: { label: string; measure: Measure | undefined }) {
  return <td class="wm-count" data-label={label}>{measure?.numerator ?? ""}{measure && <Flags measure={measure} />}</td>;
}

/** The figures of one group: what each is, drawn to scale with its interval, and what it was counted from. */
function GroupTable({ title, measures, report }: { title: string; measures: Measure[]; report: ServiceReport }) {
  const drawn = measures.some((one) => one.kind === "share");
  if (measures.every((one) => one.denominator === null))
    return (
      <section>
        <h2 class="govuk-heading-m">{title}</h2>
        <dl class="govuk-summary-list">
          {measures.map((one) => <div class="govuk-summary-list__row" key={one.name}><dt class="govuk-summary-list__key">{one.title}</dt><dd class="govuk-summary-list__value">{dayOr(valueOf(one))}<Flags measure={one} /></dd></div>)}
        </dl>
      </section>
    );
  return (
    <section>
      <h2 class="govuk-heading-m">{title}</h2>
      <div class="wm-scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="govuk-table wm-table wm-figures wm-stack">
          <thead><tr><th scope="col">Figure</th>{drawn && <th scope="col" class="wm-figures__drawn"><span class="govuk-visually-hidden">Drawn</span></th>}<th scope="col" class="wm-count">Value</th><th scope="col" class="wm-count">Counted</th><th scope="col" class="wm-count">95 % interval</th><th scope="col" class="wm-count">Known of</th></tr></thead>
          <tbody>
            {measures.map((one) => (
              <tr key={one.name}>
                <td>{one.title}<Flags measure={one} /></td>
                {drawn && <td class="wm-figures__bar">{one.kind === "share" && <Bar measure={one} />}</td>}
                <td class="wm-count" data-label="Value">{valueOf(one)}{one.percentiles.length > 0 && <Percentiles measure={one} />}</td>
                <td class="wm-count" data-label="Counted"><Counts measure={one} report={report} /></td>
                <td class="wm-count" data-label="95 % interval">{one.interval && `${one.interval[0]} to ${one.interval[1]}`}</td>
                <td class="wm-count" data-label="Known of">{one.completeness !== null && `${one.completeness} %`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A share as a bar with its interval across the end; the figures stand beside it, so it is for the eye alone. */
function Bar({ measure }: { measure: Measure }) {
  const value = Math.min(100, Number(measure.value));
  const [low, high] = measure.interval ?? [value, value];
  return (
    <svg class="wm-share" viewBox="0 0 100 10" width="160" height="16" preserveAspectRatio="none" aria-hidden="true">
      <rect class="wm-share__all" x="0" y="0" width="100" height="10" />
      <rect class="wm-share__part" x="0" y="1" width={value} height="8" />
      <rect class="wm-share__range" x={low} y="4" width={Math.max(0.5, (high ?? value) - (low ?? value))} height="2" />
    </svg>
  );
}

function Percentiles({ measure }: { measure: Measure }) {
  return <><br /><span class="wm-when">median; {measure.percentiles.filter((one) => one.part !== 50).map((one) => `P${one.part} ${one.value}`).join(", ")}</span></>;
}

function Counts({ measure, report }: { measure: Measure; report?: ServiceReport }) {
  const { session } = useWorkplace();
  if (measure.numerator === null) return null;
  const text = measure.denominator === null ? measure.numerator.toLocaleString("en-GB") : `${measure.numerator.toLocaleString("en-GB")} of ${measure.denominator.toLocaleString("en-GB")}`;
  if (!measure.records || !may(session, "see_incident")) return <>{text}</>;
  const period = report ?? measure;
  return <a class="govuk-link" href={`/reports/street-triage/records?from=${period.from}&to=${period.to}&measure=${measure.name}`}>{text}<span class="govuk-visually-hidden">: the contacts counted as {measure.title}</span></a>;
}

function Flags({ measure }: { measure: Measure }) {
  return <>{measure.flags.map((flag, i) => <span key={flag}> <a class="govuk-link wm-flag" href={"#" + noteId(flag, measure.notes[i] ?? "")} title={measure.notes[i]}>{flagWords(flag)}</a></span>)}</>;
}

/** One code can stand for several notes, so a note is known by what it says too. */
const noteId = (flag: string, says: string) => `${flag}-${[...says].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1000003, 7)}`;

const flagNames: Record<string, string> = {
  AMBIGUOUS_DENOM: "unclear total", DENOM_MISMATCH: "totals differ", SUBSET_EXCEEDS: "part exceeds whole", CROSS_MEASURE: "measures disagree",
  MULTI_RESPONSE: "several answers", COUNTERFACTUAL_SELF_REPORT: "opinion", APPROX: "rounded up",
};
const flagWords = (flag: string) => flagNames[flag] ?? flag.toLowerCase().replace(/_/g, " ");

/** Each warning once, with the figures it is about. */
function ToKnow({ report }: { report: ServiceReport }) {
  const together = new Map<string, { flag: string; says: string; titles: string[] }>();
  for (const one of report.measures)
    one.flags.forEach((flag, i) => {
      const says = one.notes[i] ?? "";
      const found = together.get(flag + says) ?? { flag, says, titles: [] };
      found.titles.push(one.title);
      together.set(flag + says, found);
    });
  if (together.size === 0 && report.problems.length === 0) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">To know before these figures are used</h2>
      <ul class="wm-choices">
        {[...together.values()].map((one) => {
          return <li key={one.flag + one.says} id={noteId(one.flag, one.says)}><Tag colour="yellow">{flagWords(one.flag)}</Tag> {one.says}<br /><span class="wm-when">{one.titles.join("; ")}</span></li>;
        })}
        {report.problems.map((one) => <li key={one.source + one.says}><Tag colour="yellow">data</Tag> {one.count.toLocaleString("en-GB")} rows. {one.says}<br /><span class="wm-when">{one.source}</span></li>)}
      </ul>
    </section>
  );
}

/** Whether anything it needs was recorded of anybody; a share of nobody has no value all the same. */
const isRecorded = (measure: Measure | undefined) => measure !== undefined && (measure.value !== null || (measure.completeness ?? 0) > 0);

/** A day in words; anything else as it is. */
const dayOr = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? day(text) : text);

export function valueOf(measure: Measure): string {
  if (measure.value === null) return isRecorded(measure) ? "none applicable" : "not recorded";
  if (typeof measure.value === "string") return measure.value;
  const number = measure.value.toLocaleString("en-GB");
  if (measure.unit.startsWith("%")) return number + " %";
  if (["count", "contacts"].includes(measure.unit)) return number;
  return `${number} ${measure.value === 1 ? measure.unit.replace(/s$/, "") : measure.unit}`;
}
