import { useLocation } from "preact-iso";
import { useLoad, when } from "../context";
import { Page, Tag, Waiting } from "../parts/layout";
import type { TrailLine } from "../types";

/** What the reason codes of a decision mean to whoever reads the trail. */
const reasons: Record<string, string> = {
  own_agency: "their own agency's record", shared: "shared with their agency", role: "their role",
  listed: "shown in a list", own_session: "their own session", not_shared: "not shared with their agency",
  shared_read_only: "shared only to be read", role_not_allowed: "not in their role", fact_unknown: "a fact was missing",
  password: "password", password_and_code: "password and code", refused: "wrong name, password or code",
  own_password: "their own password", own_totp: "their own authenticator",
};
const plain = (code: string) => code.replace(/_/g, " ");

function reason(code: string) {
  const [first = code, ...rest] = code.split(".");
  return (reasons[first] ?? plain(first)) + (rest.includes("not_done") ? ", but not done" : "");
}

export function Audit() {
  const { query } = useLocation();
  const { data, problem } = useLoad<TrailLine[]>("/audit" + (query.object ? "?object=" + encodeURIComponent(query.object) : ""));
  return (
    <Page title="Audit trail">
      {query.object
        ? <p class="govuk-body">Who opened, changed or was refused one record, or saw it in a list: record {query.object.slice(-6)}. <a class="govuk-link" href="/audit">Show the whole trail</a></p>
        : <p class="govuk-body">What people of your agency looked at, changed, shared and were refused, and who of other agencies asked for your records. The newest 500 lines.</p>}
      {!data ? <Waiting problem={problem} /> : (
        <div class="wm-scroll" tabIndex={0} role="region" aria-label="Audit trail">
          <table class="govuk-table wm-table">
            <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Record</th><th scope="col">Decision</th></tr></thead>
            <tbody>{data.map(({ entry, ...line }) => (
              <tr key={line.seq}>
                <td>{when(line.occurred_at)}</td>
                <td>{line.user_name || (line.agency_name && `Someone of ${line.agency_name}`) || "Nobody signed in"}</td>
                <td>{plain(entry.event)}</td>
                <td>{plain(entry.object_kind)} {entry.object_id.length === 36
                  ? <a class="govuk-link" href={"/audit?object=" + entry.object_id} aria-label={`Trail of ${plain(entry.object_kind)} ${entry.object_id.slice(-6)}`}>{entry.object_id.slice(-6)}</a>
                  : entry.object_id}{entry.result_count !== null && ` (${entry.result_count})`}</td>
                <td>{entry.allowed ? <Tag colour="green">allowed</Tag> : <Tag colour="red">refused</Tag>} {reason(entry.reason)}</td>
              </tr>))}
            </tbody>
          </table>
          {data.length === 0 && <p class="govuk-body">Nothing has been kept yet.</p>}
        </div>
      )}
    </Page>
  );
}
