import { useState } from "preact/hooks";
import { call, post, problemOf, type Problem } from "../api";
import { useLoad, useWorkplace, when } from "../context";
import { TextField } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";

export function PasswordForm({ done }: { done: () => void }) {
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await post("/password", { old_password: old, new_password: fresh });
      setProblem(null);
      setOld("");
      setFresh("");
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <TextField name="old_password" label="Your password now" type="password" value={old} onInput={setOld} autocomplete="current-password" problem={problem} />
      <TextField name="new_password" label="New password" hint="At least 15 characters. Three random words work well." type="password" value={fresh} onInput={setFresh} autocomplete="new-password" problem={problem} />
      {problem && problem.fields.length === 0 && <p class="govuk-error-message">{problem.title}</p>}
      <button class="govuk-button" type="submit">Change password</button>
    </form>
  );
}

export function ChangePassword({ done }: { done: () => Promise<void> }) {
  return (
    <main class="wm-sign-in wm-main govuk-width-container">
      <Page title="Choose a new password">
        <p class="govuk-body">Your password was set by somebody else. Choose one that only you know.</p>
        <PasswordForm done={() => void done()} />
      </Page>
    </main>
  );
}

function Authenticator({ has }: { has: boolean }) {
  const [begun, setBegun] = useState<{ secret: string; address: string } | null>(null);
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState(has);
  if (done) return <p class="govuk-body">On. You are asked for a six-digit code each time you sign in.</p>;
  const begin = async () => setBegun((await call<{ secret: string; address: string }>("GET", "/totp")).data);
  const finish = async (event: Event) => {
    event.preventDefault();
    try {
      await post("/totp", { secret: begun?.secret ?? "", code });
      setDone(true);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  if (!begun)
    return <button class="govuk-button govuk-button--secondary" type="button" onClick={() => void begin()}>Set up an authenticator</button>;
  return (
    <form onSubmit={finish} noValidate>
      <p class="govuk-body">Enter this key in your authenticator application: <strong class="wm-text">{begun.secret.match(/.{4}/g)?.join(" ")}</strong></p>
      <TextField name="code" label="The six digits it shows" value={code} onInput={setCode} inputMode="numeric" width="govuk-input--width-10" problem={problem} />
      <button class="govuk-button" type="submit">Turn on</button>
    </form>
  );
}

type SessionLine = { id: string; started_at: string; seen_at: string; device: string };

export function Account() {
  const { session } = useWorkplace();
  const { data, problem, again } = useLoad<{ sessions: SessionLine[]; own: string }>("/sessions");
  const [changed, setChanged] = useState(false);
  const end = async (id: string) => {
    await call("DELETE", "/sessions/" + id);
    await again();
  };
  return (
    <Page title="Your account" caption={session.agency_name}>
      <p class="govuk-body">{session.display_name}: {session.roles.map((role) => role.replace(/_/g, " ")).join(", ")}</p>
      <h2 class="govuk-heading-m">Where you are signed in</h2>
      {!data ? <Waiting problem={problem} /> : (
        <ul class="wm-choices">
          {data.sessions.map((line) => (
            <li key={line.id}>
              <p class="govuk-body">{line.device || "Unknown device"} {line.id === data.own && <Tag>This one</Tag>}<br /><span class="wm-when">since {when(line.started_at)}, last used {when(line.seen_at)}</span></p>
              {line.id !== data.own && <button class="govuk-button govuk-button--secondary" type="button" onClick={() => void end(line.id)}>End this session</button>}
            </li>
          ))}
        </ul>
      )}
      <h2 class="govuk-heading-m govuk-!-margin-top-6">Six-digit codes</h2>
      <Authenticator has={session.has_totp} />
      <h2 class="govuk-heading-m govuk-!-margin-top-6">Password</h2>
      {changed && <div class="govuk-inset-text" role="status">Your password is changed, and your other sessions are ended.</div>}
      <PasswordForm done={() => setChanged(true)} />
    </Page>
  );
}
