import { useState } from "preact/hooks";
import { post, problemOf, type Problem } from "../api";
import { Page } from "../parts/layout";
import { TextField } from "../parts/fields";
import type { Session } from "../types";

/** Asks who you are. `again` is for a session that ended while a page was open. */
export function SignIn({ done, again = false }: { done: (session: Session) => Promise<void>; again?: boolean }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [needsCode, setNeedsCode] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await done(await post<Session>("/session", { sign_in_name: name.trim().toLowerCase(), password, code }));
    } catch (error) {
      const found = problemOf(error);
      if (found.code === "sign_in.code_needed") {
        setNeedsCode(true);
        setProblem(null);
      } else setProblem(found);
    }
  };
  return (
    <main class="wm-sign-in wm-main govuk-width-container">
      <Page title="Sign in to Waymark" problem={problem}>
        {again && <p class="govuk-body">Your session has ended. Sign in to go on: what you typed is still on the page behind.</p>}
        <form onSubmit={submit} noValidate>
          <TextField name="sign_in_name" label="Sign-in name" value={name} onInput={setName} autocomplete="username" problem={problem} />
          <TextField name="password" label="Password" type="password" value={password} onInput={setPassword} autocomplete="current-password" problem={problem} />
          {needsCode && <TextField name="code" label="Six-digit code" hint="From your authenticator" value={code} onInput={setCode} inputMode="numeric" width="govuk-input--width-10" autocomplete="one-time-code" problem={problem} />}
          <button class="govuk-button" type="submit">Sign in</button>
        </form>
      </Page>
    </main>
  );
}
