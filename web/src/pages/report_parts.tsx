// What stands behind a report: the contacts a figure counted, and what each figure counts.

import { useLocation } from "preact-iso";
import { labelIn, useLoad, useWorkplace, when, type Lists } from "../context";
import { Page, Waiting } from "../parts/layout";
import type { MeasureDefinitions, ReportRecords } from "../types";

const partWords: Record<string, string> = { numerator: "Counted", denominator: "All of those it is of", rest: "Not counted, of those it is of" };

export function ReportRecordsView() {
  const { query } = useLocation();
  const { from = "", to = "", measure = "", part = "numerator" } = query;
  const address = (other: string) => `/reports/street-triage/records?from=${from}&to=${to}&measure=${measure}&part=${other}`;
  const records = useLoad<ReportRecords>(address(part));
  const back = `/reports/street-triage?from=${from}&to=${to}`;
  if (!records.data) return <Page title="Contacts behind a figure"><Waiting problem={records.problem} /></Page>;
  return (
    <Page title={records.data.title} caption="Contacts behind a figure">
      <p class="govuk-body"><a class="govuk-link" href={back}>Back to the figures</a></p>
      <ul class="wm-tag-row" aria-label="Which contacts">
        {Object.entries(partWords).map(([name, words]) => <li key={name}><a class="govuk-link" href={address(name)} aria-current={name === part ? "page" : undefined}>{name === part ? <strong>{words}</strong> : words}</a></li>)}
      </ul>
      <p class="govuk-body">{records.data.count.toLocaleString("en-GB")} contacts{records.data.lines.length < records.data.count && `; the first ${records.data.lines.length.toLocaleString("en-GB")} are listed`}. That you looked at them is kept in the audit trail.</p>
      <ul class="wm-choices">
        {records.data.lines.map((line) => (
          <li key={line.id}><a class="govuk-link" href={(line.is_assessment ? "/assessments/" : "/incidents/") + line.id}>{line.reference}</a> <span class="wm-when">{when(line.at)}</span></li>
        ))}
      </ul>
    </Page>
  );
}

type Condition = string | { all?: Condition[]; any?: Condition[]; not?: Condition };

/** Which list the codes of a field belong to, where it is not the field's own name. */
const listOf: Record<string, string> = {
  known_mental_health: "known_to", known_substance_misuse: "known_to", known_learning_disability: "known_to", known_autism: "known_to", known_social_care: "known_to",
  wanted: "triage_need", offered: "triage_need", referred: "triage_need", would_have: "counterfactual", conveyed_by: "conveyance",
  outcome: "triage_outcome", referral_reasons: "referral_reason",
};

/** A condition as a reader of the report would say it. */
function sayCondition(lists: Lists, condition: Condition): string {
  if (typeof condition === "string") {
    const [field = "", code] = condition.split("=");
    const name = field.replace(/_/g, " ");
    return code === undefined ? `${name} known` : `${name}: ${labelIn(lists, listOf[field] ?? field, code).replace(/_/g, " ")}`;
  }
  if (condition.not !== undefined) return `not (${sayCondition(lists, condition.not)})`;
  const parts = (condition.all ?? condition.any ?? []).map((part) => {
    const said = sayCondition(lists, part);
    return typeof part === "string" ? said : `(${said})`;
  });
  return parts.join(condition.all ? " and " : " or ");
}

export function ReportDefinitions() {
  const { lists } = useWorkplace();
  const found = useLoad<MeasureDefinitions>("/reports/street-triage/definitions");
  if (!found.data) return <Page title="What each figure counts"><Waiting problem={found.problem} /></Page>;
  const { measures, facts, contacts, rounding, source } = found.data;
  const say = (written: string, otherwise: string) => (written === "" ? otherwise : /^["{]/.test(written) ? sayCondition(lists, JSON.parse(written) as Condition) : written.replace(/_/g, " "));
  return (
    <Page title="What each figure counts" caption="Street triage">
      <p class="govuk-body"><a class="govuk-link" href="/reports/street-triage">Back to the figures</a></p>
      <dl class="govuk-summary-list">
        <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Contacts</dt><dd class="govuk-summary-list__value">{contacts}</dd></div>
        <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Rounding</dt><dd class="govuk-summary-list__value">{rounding}</dd></div>
        <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">After</dt><dd class="govuk-summary-list__value">{source}</dd></div>
      </dl>
      <div class="wm-scroll" tabIndex={0} role="region" aria-label="Figures">
        <table class="govuk-table wm-table">
          <thead><tr><th scope="col">Figure</th><th scope="col">Kind</th><th scope="col">Counts</th><th scope="col">Of</th></tr></thead>
          <tbody>
            {measures.filter((one) => one.kind !== "given").map((one) => (
              <tr key={one.name}>
                <td>{one.title}</td>
                <td>{one.kind}{one.unit !== "%" && `, ${one.unit}`}</td>
                <td>{one.of.length > 0 ? one.of.map((name) => measures.find((other) => other.name === name)?.title).join("; ") : say(one.numerator, "every contact")}</td>
                <td>{one.kind === "share" || one.kind === "ratio" ? say(one.denominator, "every contact") : ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2 class="govuk-heading-m">Where the facts come from</h2>
      <p class="govuk-body">Facts that are not listed are the answers of the joint assessment, by the names of its questions.</p>
      <dl class="govuk-summary-list">
        {facts.map((fact) => <div class="govuk-summary-list__row" key={fact.name}><dt class="govuk-summary-list__key">{fact.name.replace(/_/g, " ")}</dt><dd class="govuk-summary-list__value">{fact.meaning}</dd></div>)}
      </dl>
    </Page>
  );
}
