import { render } from "preact";
import { ErrorBoundary, lazy, LocationProvider, Route, Router } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { call, get, signedOut } from "./api";
import { type Lists, type Workplace, WorkplaceContext } from "./context";
import { Page, Shell } from "./parts/layout";
import { Home } from "./pages/home";
import { SetUp } from "./pages/set_up";
import { SignIn } from "./pages/sign_in";
import { Account, ChangePassword } from "./pages/account";
import type { Agency, Session } from "./types";
import "./style.scss";

const NewIncident = lazy(() => import("./pages/new_incident").then((m) => m.NewIncident));
const EditIncident = lazy(() => import("./pages/new_incident").then((m) => m.EditIncident));
const IncidentList = lazy(() => import("./pages/incident_list").then((m) => m.IncidentList));
const IncidentView = lazy(() => import("./pages/incident").then((m) => m.IncidentView));
const People = lazy(() => import("./pages/people").then((m) => m.People));
const NewPerson = lazy(() => import("./pages/person_form").then((m) => m.NewPerson));
const PersonView = lazy(() => import("./pages/person").then((m) => m.PersonView));
const Imports = lazy(() => import("./pages/imports").then((m) => m.Imports));
const Users = lazy(() => import("./pages/admin").then((m) => m.Users));
const Agencies = lazy(() => import("./pages/admin").then((m) => m.Agencies));
const Codes = lazy(() => import("./pages/admin").then((m) => m.Codes));
const Triage = lazy(() => import("./pages/triage").then((m) => m.Triage));
const AssessmentView = lazy(() => import("./pages/assessment").then((m) => m.AssessmentView));
const Held = lazy(() => import("./pages/held").then((m) => m.Held));
const DetentionView = lazy(() => import("./pages/detention").then((m) => m.DetentionView));
const Returns = lazy(() => import("./pages/returns").then((m) => m.Returns));
const ReturnView = lazy(() => import("./pages/returns").then((m) => m.ReturnView));
const Places = lazy(() => import("./pages/places").then((m) => m.Places));
const MyShift = lazy(() => import("./pages/shift").then((m) => m.MyShift));
const Handover = lazy(() => import("./pages/shift").then((m) => m.Handover));
const ServiceView = lazy(() => import("./pages/service").then((m) => m.ServiceView));
const StreetTriageReport = lazy(() => import("./pages/report").then((m) => m.StreetTriageReport));
const ReportRecordsView = lazy(() => import("./pages/report_parts").then((m) => m.ReportRecordsView));
const ReportDefinitions = lazy(() => import("./pages/report_parts").then((m) => m.ReportDefinitions));
const Audit = lazy(() => import("./pages/audit").then((m) => m.Audit));


function NotFound() {
  return <Page title="Page not found"><p class="govuk-body">Check the address, or <a class="govuk-link" href="/">go to your home page</a>.</p></Page>;
}

/** What the server answers with a file is not a page of ours. */
const ourPages = /^\/(?!api\/)/;

type State = "starting" | "set-up" | "sign-in" | "password" | "ready";

function App() {
  const [state, setState] = useState<State>("starting");
  const [place, setPlace] = useState<Workplace | null>(null);
  const [ended, setEnded] = useState(false);

  const surroundings = () => Promise.all([get<Lists>("/codes"), get<Agency[]>("/agencies")]);
  const enter = async (session: Session, early: ReturnType<typeof surroundings> | null = null) => {
    if (session.must_change_password) return setState("password");
    const [lists, agencies] = await (early ?? surroundings());
    const refreshLists = async () => {
      const fresh = await get<Lists>("/codes");
      setPlace((old) => old && { ...old, lists: fresh });
    };
    setPlace({ session, lists, agencies, refreshLists });
    setEnded(false);
    setState("ready");
  };

  useEffect(() => {
    const onEnd = () => setEnded(true);
    signedOut.addEventListener("signed-out", onEnd);
    void (async () => {
      // All at once: on a slow connection each answer that is waited for is felt.
      const early = surroundings();
      early.catch(() => undefined);
      try {
        await enter(await get<Session>("/session"), early);
      } catch {
        const { is_set_up } = await get<{ is_set_up: boolean }>("/set-up");
        setState(is_set_up ? "sign-in" : "set-up");
      }
    })();
    return () => signedOut.removeEventListener("signed-out", onEnd);
  }, []);

  const signOut = async () => {
    await call("DELETE", "/session").catch(() => undefined);
    location.assign("/");
  };

  if (state === "starting") return null;
  if (state === "set-up") return <SetUp done={enter} />;
  if (state === "password") return <ChangePassword done={async () => enter(await get<Session>("/session"))} />;
  if (state === "sign-in" || !place) return <SignIn done={enter} />;
  return (
    <WorkplaceContext.Provider value={place}>
      <LocationProvider scope={ourPages}>
        <ErrorBoundary>
          <div aria-hidden={ended}>
            <Shell signOut={() => void signOut()}>
              <Router>
                <Route path="/" component={Home} />
                <Route path="/incidents" component={IncidentList} />
                <Route path="/incidents/new" component={NewIncident} />
                <Route path="/incidents/:id" component={IncidentView} />
                <Route path="/incidents/:id/edit" component={EditIncident} />
                <Route path="/people" component={People} />
                <Route path="/people/new" component={NewPerson} />
                <Route path="/people/:id" component={PersonView} />
                <Route path="/imports" component={Imports} />
                <Route path="/triage" component={Triage} />
                <Route path="/triage/shift" component={MyShift} />
                <Route path="/triage/handover" component={Handover} />
                <Route path="/triage/service" component={ServiceView} />
                <Route path="/assessments/:id" component={AssessmentView} />
                <Route path="/detentions" component={Held} />
                <Route path="/places-of-safety" component={Places} />
                <Route path="/detentions/:id" component={DetentionView} />
                <Route path="/reports/street-triage" component={StreetTriageReport} />
                <Route path="/reports/street-triage/records" component={ReportRecordsView} />
                <Route path="/reports/street-triage/definitions" component={ReportDefinitions} />
                <Route path="/returns" component={Returns} />
                <Route path="/returns/:id" component={ReturnView} />
                <Route path="/audit" component={Audit} />
                <Route path="/account" component={Account} />
                <Route path="/admin/users" component={Users} />
                <Route path="/admin/agencies" component={Agencies} />
                <Route path="/admin/codes" component={Codes} />
                <Route default component={NotFound} />
              </Router>
            </Shell>
          </div>
        </ErrorBoundary>
        {ended && <div class="wm-overlay"><SignIn again done={enter} /></div>}
      </LocationProvider>
    </WorkplaceContext.Provider>
  );
}

document.documentElement.classList.toggle("wm-night", localStorage.getItem("waymark-night") === "on");

const root = document.getElementById("app");
if (root) render(<App />, root);
