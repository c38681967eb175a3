import { useEffect } from "preact/hooks";
import { useLabel, useLoad, when } from "../context";
import type { Repeats } from "../types";
import { PersonLine } from "./person_picker";
import { Waiting } from "./layout";

const names: Record<string, string> = { phone: "This telephone", place: "This place" };

/** Earlier incidents of the same people, telephone and place, and who else is at the address. */
export function RepeatsPanel({ id, stamp }: { id: string; stamp: string }) {
  const label = useLabel();
  const { data, problem, again } = useLoad<Repeats>(`/incidents/${id}/repeats`);
  useEffect(() => void again(), [stamp]);
  if (!data) return <Waiting problem={problem} />;
  const seen = data.counts.filter((count) => count.counts[2]);
  return (
    <div role="status" aria-live="polite">
      <h2 class="govuk-heading-s">Earlier incidents</h2>
      {data.counts.length === 0 && <p class="govuk-body wm-quiet">Enter a telephone, a place or a person to see what came before.</p>}
      {data.counts.length > 0 && seen.length === 0 && <p class="govuk-body">None in the last year.</p>}
      {seen.length > 0 && (
        <table class="govuk-table wm-table">
          <caption class="govuk-visually-hidden">Earlier incidents, and how many of them were mental-health related</caption>
          <thead><tr><th scope="col">Same</th><th scope="col" class="wm-count">28 days</th><th scope="col" class="wm-count">90</th><th scope="col" class="wm-count">365</th></tr></thead>
          <tbody>
            {seen.map((count) => (
              <tr key={count.by + (count.person_id ?? "")}>
                <th scope="row">{count.label || names[count.by]}</th>
                {count.counts.map((n, i) => <td class="wm-count" key={i}>{n}{count.is_more && i === 2 ? "+" : ""}{count.mhri_counts[i] ? <span class="wm-when"> ({count.mhri_counts[i]} MH)</span> : null}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {seen.map((count) => (
        <details class="govuk-details" key={"d" + count.by + (count.person_id ?? "")}>
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Latest: {count.label || names[count.by]?.toLowerCase()}</span></summary>
          <ul class="wm-choices">
            {count.latest.map((earlier) => (
              <li key={earlier.id}><a class="govuk-link" href={"/incidents/" + earlier.id} target="_blank" rel="noopener">{earlier.reference || "Draft"}<span class="govuk-visually-hidden"> (opens in a new tab)</span></a> {label("opening_category", earlier.opening_category)}<br /><span class="wm-when">{when(earlier.received_at)}{earlier.outcome && ", " + label("incident_outcome", earlier.outcome)}</span></li>
            ))}
          </ul>
        </details>
      ))}
      <h2 class="govuk-heading-s">Others at the address</h2>
      {data.household.length === 0 ? <p class="govuk-body wm-quiet">Nobody else is recorded there.</p>
        : <ul class="wm-choices">{data.household.map((person) => <li key={person.id}><PersonLine person={person} /></li>)}</ul>}
    </div>
  );
}
