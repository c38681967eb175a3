import { useLocation } from "preact-iso";
import { useLoad, when } from "../context";
import { Page, Tag, Waiting } from "../parts/layout";

type Line = { seq: number; occurred_at: string; user_id: string | null;
  entry: { event: string; object_kind: string; object_id: string; allowed: boolean; reason: string; result_count: number | null } };

export function Audit() {
  const { query } = useLocation();
  const { data, problem } = useLoad<Line[]>("/audit" + (query.object ? "?object=" + encodeURIComponent(query.object) : ""));
  return (
    <Page title="Audit trail">
      <p class="govuk-body">The newest 500 lines of what people of your agency looked at, changed, shared and were refused.</p>
      {!data ? <Waiting problem={problem} /> : (
        <div class="wm-scroll" tabIndex={0} role="region" aria-label="Audit trail">
          <table class="govuk-table wm-table">
            <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Record</th><th scope="col">Decision</th></tr></thead>
            <tbody>{data.map((line) => (
              <tr key={line.seq}>
                <td>{when(line.occurred_at)}</td><td>{line.user_id?.slice(-6) ?? ""}</td><td>{line.entry.event.replace(/_/g, " ")}</td>
                <td>{line.entry.object_kind} {line.entry.object_id && line.entry.object_id.length === 36 ? <a class="govuk-link" href={"/audit?object=" + line.entry.object_id}>{line.entry.object_id.slice(-6)}</a> : line.entry.object_id}{line.entry.result_count !== null && ` (${line.entry.result_count})`}</td>
                <td>{line.entry.allowed ? <Tag colour="green">allowed</Tag> : <Tag colour="red">refused</Tag>} {line.entry.reason.replace(/_/g, " ")}</td>
              </tr>))}
            </tbody>
          </table>
        </div>
      )}
    </Page>
  );
}
