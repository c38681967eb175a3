// A time that was entered wrongly: what was entered stays, and why it is corrected is kept beside it.

import { useState } from "preact/hooks";
import { problemOf, type Problem, refusal } from "../api";
import { fromLondon } from "../london";
import { ErrorSummary, TextField, TimeField } from "./fields";

/** `save` is given the moment and the reason; it throws what the server says against them. */
export function CorrectTime({ of, save }: { of: string; save: (at: string, reason: string) => Promise<void> }) {
  const [isOpen, setIsOpen] = useState(false);
  const [time, setTime] = useState("");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!isOpen) return <button type="button" class="wm-link-button wm-no-print" onClick={() => { setIsOpen(true); setTime(""); setReason(""); setProblem(null); }}>Correct the time<span class="govuk-visually-hidden"> of {of}</span></button>;
  const submit = async (event: Event) => {
    event.preventDefault();
    const at = fromLondon(time);
    if (!at) return setProblem(refusal("The time cannot be saved yet.", ["/at", "Enter when it was."]));
    try {
      await save(at, reason);
      setIsOpen(false);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form class="wm-card" onSubmit={submit} noValidate aria-label={"Correct the time of " + of}>
      <ErrorSummary problem={problem} />
      <TimeField name="at" label="When it was" value={time} onInput={setTime} problem={problem} />
      <TextField name="reason" label="Why it is corrected" value={reason} onInput={setReason} problem={problem} />
      <button class="govuk-button govuk-!-margin-bottom-0" type="submit">Save the time</button>
    </form>
  );
}
