import { useState } from "preact/hooks";
import { post, problemOf, type Problem } from "../api";
import { Choice, TextField } from "../parts/fields";
import { Page } from "../parts/layout";
import type { Session } from "../types";

const kinds = [
  ["police", "Police force"], ["nhs_trust", "NHS trust"], ["council", "Council"], ["charity", "Charity or voluntary group"], ["other", "Other"],
].map(([value, text]) => ({ value: value!, text: text! }));

export function SetUp({ done }: { done: (session: Session) => Promise<void> }) {
  const [form, setForm] = useState({ agency_name: "", agency_kind: "police", sign_in_name: "", display_name: "", password: "" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = (field: string) => (value: string) => setForm({ ...form, [field]: value });
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await done(await post<Session>("/set-up", form));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <main class="wm-sign-in wm-main govuk-width-container">
      <Page title="Set up Waymark" problem={problem}>
        <p class="govuk-body">This makes your agency and its first administrator. The administrator then adds everyone else.</p>
        <form onSubmit={submit} noValidate>
          <TextField name="agency_name" label="Your agency's name" value={form.agency_name} onInput={set("agency_name")} problem={problem} />
          <Choice name="agency_kind" label="What kind of agency it is" value={form.agency_kind} onChange={set("agency_kind")} options={kinds} problem={problem} />
          <TextField name="display_name" label="Your name" value={form.display_name} onInput={set("display_name")} autocomplete="name" problem={problem} />
          <TextField name="sign_in_name" label="Sign-in name" hint="Small letters, digits, full stops and hyphens" value={form.sign_in_name} onInput={set("sign_in_name")} autocomplete="username" problem={problem} />
          <TextField name="password" label="Password" hint="At least 15 characters. Three random words work well." type="password" value={form.password} onInput={set("password")} autocomplete="new-password" problem={problem} />
          <button class="govuk-button" type="submit">Set up</button>
        </form>
      </Page>
    </main>
  );
}
