// Joint assessments on the page of an incident: those there are, and beginning one.

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { call, problemOf, type Problem } from "../api";
import { may, useLabel, useLoad, useWorkplace, when } from "../context";
import type { AssessmentWhole, Whole } from "../types";
import { Choice, ErrorSummary } from "./fields";
import { Tag } from "./layout";

export function IncidentAssessments({ whole, stamp }: { whole: Whole; stamp: string }) {
  const { session } = useWorkplace();
  const { route } = useLocation();
  const label = useLabel();
  const { incident } = whole;
  const found = useLoad<AssessmentWhole[]>(`/incidents/${incident.id}/assessments`);
  const [person, setPerson] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [renewed, setRenewed] = useState(stamp);
  if (renewed !== stamp) {
    setRenewed(stamp);
    void found.again();
  }
  if (!found.data) return null;
  const seen = new Set(found.data.map((one) => one.assessment.person_id));
  const others = whole.people.map((one) => one.person).filter((one) => !seen.has(one.id));
  const canBegin = incident.status === "open" && may(session, "assess") && (others.length > 0 || !seen.has(null));
  if (found.data.length === 0 && !canBegin) return null;
  const subjects = others.filter((one) => whole.people.some(({ person: who, role }) => who.id === one.id && role === "subject"));
  const chosen = person ?? (subjects.length === 1 ? subjects[0]?.id ?? "" : "");
  const begin = async () => {
    try {
      const { data } = await call<AssessmentWhole>("POST", `/incidents/${incident.id}/assessments`, chosen ? { person_id: chosen } : {});
      route("/assessments/" + data.assessment.id);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <section aria-label="Joint assessment">
      <h2 class="govuk-heading-m">Joint assessment</h2>
      <ErrorSummary problem={problem} />
      {found.data.map((one) => (
        <div class="wm-card" key={one.assessment.id}>
          <p class="govuk-body govuk-!-margin-bottom-1"><a class="govuk-link" href={"/assessments/" + one.assessment.id}>{one.person.name || "Person not known by name"}</a> <Tag colour={one.assessment.finished_at ? "green" : "yellow"}>{one.assessment.finished_at ? `Finished ${when(one.assessment.finished_at)}` : `${one.missing.length} still to answer`}</Tag></p>
          {one.outcomes.some(({ withdrawn }) => !withdrawn.at) && <p class="govuk-body">{one.outcomes.filter(({ withdrawn }) => !withdrawn.at).map((outcome) => label("triage_outcome", outcome.code)).join(", ")}</p>}
        </div>
      ))}
      {canBegin && <div class="wm-inline wm-no-print">
        <Choice name="assessed" label="Who is assessed" value={chosen} onChange={setPerson} options={others.map((one) => ({ value: one.id, text: one.name }))} empty="Nobody known by name" />
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => void begin()}>Begin the assessment</button>
      </div>}
    </section>
  );
}
