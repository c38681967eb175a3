import { may, useLive, useLoad, useLabel, useWorkplace, when } from "../context";
import { Page, Tag, Waiting } from "../parts/layout";
import type { IncidentPage } from "../types";

function Tile({ href, count, more, text }: { href: string; count: number | undefined; more: boolean | undefined; text: string }) {
  return <li class="wm-tile"><strong>{count === undefined ? "…" : count.toLocaleString("en-GB") + (more ? "+" : "")}</strong><a class="govuk-link" href={href}>{text}</a></li>;
}

function ControlRoom() {
  const { session } = useWorkplace();
  const label = useLabel();
  const open = useLoad<IncidentPage>("/incidents?status=open&limit=8");
  const drafts = useLoad<IncidentPage>("/incidents?status=draft&limit=5");
  const mine = useLoad<IncidentPage>("/incidents?status=open&mhri=yes&limit=1");
  useLive(() => {
    void open.again();
    void drafts.again();
    void mine.again();
  });
  if (!open.data) return <Waiting problem={open.problem} />;
  return (
    <>
      {may(session, "record_incident") && <a class="govuk-button govuk-button--start" href="/incidents/new" role="button" draggable={false}>New incident</a>}
      <ul class="wm-tiles">
        <Tile href="/incidents?status=open" count={open.data.count} more={open.data.count_is_more} text="Open incidents" />
        <Tile href="/incidents?status=open&mhri=yes" count={mine.data?.count} more={mine.data?.count_is_more} text="Open and mental-health related" />
        <Tile href="/incidents?status=draft" count={drafts.data?.count} more={drafts.data?.count_is_more} text="Drafts not yet recorded" />
      </ul>
      <h2 class="govuk-heading-m">Newest open incidents</h2>
      {open.data.incidents.length === 0 ? <p class="govuk-body">None is open.</p> : (
        <ul class="wm-choices">
          {open.data.incidents.map((incident) => (
            <li key={incident.id}>
              <a class="govuk-link" href={"/incidents/" + incident.id}>{incident.reference}</a>{" "}
              {label("opening_category", incident.opening_category)} {incident.is_mhri && <Tag>Mental health</Tag>}
              <br /><span class="wm-when">{when(incident.received_at)}, {incident.location_text || incident.postcode}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function Home() {
  const { session } = useWorkplace();
  const administers = may(session, "manage_users");
  return (
    <Page title={"Good to see you, " + session.display_name.split(" ")[0]} caption={session.agency_name}>
      {may(session, "see_incident") && <ControlRoom />}
      {may(session, "import_incidents") && (
        <div class="wm-card wm-card--note">
          <h2 class="govuk-heading-m">Bring in your own incidents</h2>
          <p class="govuk-body">A year of a force's extract is read, checked and stored in a minute. <a class="govuk-link" href="/imports">Import a file</a></p>
        </div>
      )}
      {administers && (
        <>
          {!session.has_totp && <div class="wm-card wm-card--alert"><h2 class="govuk-heading-m">Protect this account</h2><p class="govuk-body">An administrator's account should ask for a six-digit code. <a class="govuk-link" href="/account">Set up an authenticator</a></p></div>}
          <ul class="wm-tiles">
            <li class="wm-tile"><a class="govuk-link" href="/admin/users">Users</a><p class="govuk-body">Who may sign in for {session.agency_name}, and what they may do.</p></li>
            <li class="wm-tile"><a class="govuk-link" href="/admin/agencies">Agencies</a><p class="govuk-body">The partners you work with.</p></li>
            <li class="wm-tile"><a class="govuk-link" href="/admin/codes">Codes</a><p class="govuk-body">The lists that the law, a force or a service may change.</p></li>
          </ul>
        </>
      )}
      {may(session, "see_audit") && <p class="govuk-body"><a class="govuk-link" href="/audit">Who looked at what in your agency</a></p>}
    </Page>
  );
}
