import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../api";
import { may, useTitle, useWorkplace } from "../context";
import { ErrorSummary } from "./fields";

export function Shell({ children, signOut }: { children: ComponentChildren; signOut: () => void }) {
  const { session } = useWorkplace();
  const { path } = useLocation();
  // On a phone the menu is folded away; elsewhere it is always open.
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => setIsOpen(false), [path]);
  const links: [string, string, boolean][] = [
    ["/incidents", "Incidents", may(session, "see_incident")],
    ["/triage", "Triage", may(session, "see_triage")],
    ["/detentions", "Held now", may(session, "record_detention")],
    ["/places-of-safety", "Places of safety", may(session, "see_places")],
    ["/people", "People", may(session, "see_person")],
    ["/reports/street-triage", "Figures", may(session, "see_report")],
    ["/returns", "Returns", may(session, "make_return")],
    ["/imports", "Import", may(session, "import_incidents")],
    ["/audit", "Audit", may(session, "see_audit")],
    ["/admin/users", "Users", may(session, "manage_users")],
    ["/admin/agencies", "Agencies", may(session, "manage_agencies")],
    ["/admin/codes", "Codes", may(session, "manage_codes")],
  ];
  return (
    <>
      <a href="#main" class="govuk-skip-link">Skip to main content</a>
      <header class="wm-header">
        <div class={"govuk-width-container wm-header__in" + (isOpen ? " wm-header__in--open" : "")}>
          <a class="wm-brand" href="/">Waymark</a>
          <button type="button" class="wm-menu" aria-expanded={isOpen} aria-controls="menu" onClick={() => setIsOpen(!isOpen)}>Menu</button>
          <nav aria-label="Main" class="wm-nav-holder" id="menu">
            <ul class="wm-nav">
              {may(session, "record_incident") && <li><a href="/incidents/new" aria-current={path === "/incidents/new" ? "page" : undefined}>New incident</a></li>}
              {links.filter(([, , shown]) => shown).map(([href, text]) => (
                <li key={href}><a href={href} aria-current={path.startsWith(href) && path !== "/incidents/new" ? "page" : undefined}>{text}</a></li>
              ))}
            </ul>
          </nav>
          <div class="wm-who">
            <NightSwitch />
            <a href="/account">{session.display_name}</a>
            <button type="button" onClick={signOut}>Sign out</button>
          </div>
        </div>
      </header>
      <div class="govuk-width-container"><main class="wm-main" id="main">{children}</main></div>
    </>
  );
}

/** Little light for a car at night; remembered on this device. */
function NightSwitch() {
  const [isNight, setIsNight] = useState(document.documentElement.classList.contains("wm-night"));
  const turn = () => {
    document.documentElement.classList.toggle("wm-night", !isNight);
    localStorage.setItem("waymark-night", isNight ? "" : "on");
    setIsNight(!isNight);
  };
  return <button type="button" aria-pressed={isNight} onClick={turn}>Night</button>;
}

/** A page's heading and title; the heading takes the focus when the page opens, unless the page is a
    form that somebody begins to type into at once. */
export function Page({ title, problem = null, children, caption, startsAt = "heading" }: {
  title: string; problem?: Problem | null; children: ComponentChildren; caption?: string; startsAt?: "heading" | "form";
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title, problem !== null);
  useEffect(() => {
    if (startsAt === "heading") heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <ErrorSummary problem={problem} />
      {caption && <span class="govuk-caption-l">{caption}</span>}
      <h1 class="govuk-heading-l" tabIndex={-1} ref={heading}>{title}</h1>
      {children}
    </>
  );
}

/** What to show while something loads, and why when it may not be seen. */
export function Waiting({ problem }: { problem: Problem | null }) {
  if (!problem) return <p class="govuk-body wm-quiet" role="status">Loading</p>;
  return (
    <div class="govuk-inset-text">
      <h2 class="govuk-heading-m">{problem.status === 403 ? "Why you cannot see this" : "This cannot be shown"}</h2>
      <p class="govuk-body">{problem.title}</p>
    </div>
  );
}

export function Tag({ colour = "blue", children }: { colour?: string; children: ComponentChildren }) {
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{children}</strong>;
}
