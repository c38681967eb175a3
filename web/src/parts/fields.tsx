// GOV.UK form components: label, hint, error and input tied together for a screen reader.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { FieldProblem, Problem } from "../api";
import { current, useWorkplace } from "../context";
import { isDoubled, secondTime, unfinished } from "../london";

/** "/thrive/risk_level" and "risk_level" both belong to the input "risk_level" or its own pointer. */
export const idOf = (pointer: string): string => pointer.replace(/^\//, "").replace(/\//g, "-");

export function errorFor(problem: Problem | null, name: string): FieldProblem | undefined {
  return problem?.fields.find((field) => idOf(field.field) === name);
}

export function ErrorSummary({ problem }: { problem: Problem | null }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) box.current?.focus();
  }, [problem]);
  if (!problem) return null;
  return (
    <div class="govuk-error-summary" tabIndex={-1} ref={box}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{problem.fields.length ? "There is a problem" : problem.title}</h2>
        {problem.fields.length > 0 && (
          <div class="govuk-error-summary__body">
            {problem.fields.every((field) => field.message !== problem.title) && <p>{problem.title}</p>}
            <ul class="govuk-list govuk-error-summary__list">
              {problem.fields.map((field) => (
                <li key={field.field}>
                  <a href={"#" + idOf(field.field)} onClick={(event) => focusOn(event, idOf(field.field))}>{named(field)}</a>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}

/** Messages that would fit any box begin with the label of theirs. */
const fitsAnyBox = new Set(["type", "shape", "range", "too_long", "unknown_code"]);

export function named(field: FieldProblem): string {
  const label = fitsAnyBox.has(field.code) && document.querySelector(`label[for="${idOf(field.field)}"]`)?.textContent;
  return label ? `${label}: ${field.message}` : field.message;
}

function focusOn(event: Event, id: string): void {
  const target = document.getElementById(id);
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView({ block: "center" });
  target.focus();
}

type Shared = { name: string; label: string; hint?: string | undefined; problem?: Problem | null; children?: ComponentChildren };

function Group({ name, label, hint, problem, children }: Shared) {
  const error = errorFor(problem ?? null, name);
  return (
    <div class={"govuk-form-group" + (error ? " govuk-form-group--error" : "")}>
      <label class="govuk-label" for={name}>{label}</label>
      {hint && <div id={name + "-hint"} class="govuk-hint">{hint}</div>}
      {error && <p id={name + "-error"} class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {error.message}</p>}
      {children}
    </div>
  );
}

const described = (name: string, hint: string | undefined, problem: Problem | null | undefined) =>
  [hint ? name + "-hint" : "", errorFor(problem ?? null, name) ? name + "-error" : ""].filter(Boolean).join(" ") || undefined;

type TextProps = Shared & {
  value: string; onInput: (value: string) => void; onBlur?: (value: string) => void; type?: string; width?: string;
  autocomplete?: string; inputRef?: JSX.HTMLAttributes<HTMLInputElement>["ref"]; inputMode?: "numeric" | "tel" | "text";
};

const typedIn = (box: HTMLInputElement) => (box.validity.badInput ? unfinished : box.value);

export function TextField({ value, onInput, onBlur, type = "text", width = "", autocomplete = "off", inputRef, inputMode, ...shared }: TextProps) {
  return (
    <Group {...shared}>
      <input
        class={`govuk-input ${width} ${errorFor(shared.problem ?? null, shared.name) ? "govuk-input--error" : ""}`}
        id={shared.name} name={shared.name} type={type} value={value === unfinished ? "" : value} autocomplete={autocomplete} spellcheck={false}
        {...(inputMode ? { inputMode } : {})} {...(inputRef ? { ref: inputRef } : {})}
        aria-describedby={described(shared.name, shared.hint, shared.problem)}
        onInput={(event) => onInput(typedIn(event.currentTarget))}
        onBlur={(event) => {
          // Browsers tell of no input while part of a time is still to be filled in.
          const typed = typedIn(event.currentTarget);
          if (typed !== value && (typed === unfinished || value === unfinished)) onInput(typed);
          onBlur?.(typed);
        }}
        onKeyDown={(event) => {
          // Enter would send the form as if nothing had been begun here.
          if (event.key !== "Enter" || typedIn(event.currentTarget) !== unfinished) return;
          event.preventDefault();
          onInput(unfinished);
        }}
      />
    </Group>
  );
}

/** A day and a time by London's clocks. Of a time they showed twice, it asks which. */
export function TimeField({ value, onInput, onBlur, ...shared }: Omit<TextProps, "type">) {
  const isSecond = value.endsWith(secondTime);
  const typed = isSecond ? value.slice(0, -secondTime.length) : value;
  const choose = (which: string) => {
    onInput(which);
    onBlur?.(which);
  };
  return (
    <>
      <TextField {...shared} type="datetime-local" value={typed} onInput={onInput} {...(onBlur ? { onBlur: (left: string) => onBlur(isSecond && left === typed ? value : left) } : {})} />
      {isDoubled(typed) && (
        <Choice name={shared.name + "-which"} label="London's clocks showed this twice" value={isSecond ? typed + secondTime : typed} onChange={choose} empty=""
          options={[{ value: typed, text: "The first time, before they went back" }, { value: typed + secondTime, text: "The second time, after" }]} />
      )}
    </>
  );
}

type AreaProps = Shared & { value: string; onInput: (value: string) => void; onBlur?: () => void; rows?: number; onKeyDown?: (event: KeyboardEvent) => void };

export function TextArea({ value, onInput, onBlur, rows = 3, onKeyDown, ...shared }: AreaProps) {
  return (
    <Group {...shared}>
      <textarea
        class={"govuk-textarea" + (errorFor(shared.problem ?? null, shared.name) ? " govuk-textarea--error" : "")}
        id={shared.name} name={shared.name} rows={rows} value={value} spellcheck
        aria-describedby={described(shared.name, shared.hint, shared.problem)}
        onInput={(event) => onInput(event.currentTarget.value)} onBlur={onBlur} onKeyDown={onKeyDown}
      />
    </Group>
  );
}

type ChoiceProps = Shared & { value: string; onChange: (value: string) => void; options: { value: string; text: string }[]; empty?: string };

export function Choice({ value, onChange, options, empty = "Choose", ...shared }: ChoiceProps) {
  return (
    <Group {...shared}>
      <select
        class={"govuk-select" + (errorFor(shared.problem ?? null, shared.name) ? " govuk-select--error" : "")}
        id={shared.name} name={shared.name} value={value}
        aria-describedby={described(shared.name, shared.hint, shared.problem)}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {empty && <option value="">{empty}</option>}
        {options.map((option) => <option key={option.value} value={option.value}>{option.text}</option>)}
      </select>
    </Group>
  );
}

/** A list of codes as a choice; a long list is grouped as its entries say. */
export function CodeChoice({ list, ...rest }: Omit<ChoiceProps, "options"> & { list: string }) {
  const { lists } = useWorkplace();
  return <Choice {...rest} options={current(lists, list, [rest.value]).map((entry) => ({ value: entry.code, text: entry.label }))} />;
}

type BoxesProps = { name: string; legend: string; hint?: string; list: string; values: string[]; onChange: (values: string[]) => void; problem?: Problem | null };

export function CodeBoxes({ name, legend, hint, list, values, onChange, problem }: BoxesProps) {
  const { lists } = useWorkplace();
  const error = errorFor(problem ?? null, name);
  const toggle = (code: string, on: boolean) => onChange(on ? [...values, code] : values.filter((value) => value !== code));
  return (
    <div class={"govuk-form-group" + (error ? " govuk-form-group--error" : "")}>
      <fieldset class="govuk-fieldset" aria-describedby={hint ? name + "-hint" : undefined}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
        {hint && <div id={name + "-hint"} class="govuk-hint">{hint}</div>}
        {error && <p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {error.message}</p>}
        <div class="govuk-checkboxes govuk-checkboxes--small wm-two">
          {current(lists, list, values).map((entry) => (
            <div class="govuk-checkboxes__item" key={entry.code}>
              <input class="govuk-checkboxes__input" id={`${name}-${entry.code}`} type="checkbox" checked={values.includes(entry.code)}
                onChange={(event) => toggle(entry.code, event.currentTarget.checked)} />
              <label class="govuk-label govuk-checkboxes__label" for={`${name}-${entry.code}`}>{entry.label}</label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

type RadiosProps = { name: string; legend: string; hint?: string; value: string; options: { value: string; text: string; hint?: string }[]; onChange: (value: string) => void; problem?: Problem | null };

export function Radios({ name, legend, hint, value, options, onChange, problem }: RadiosProps) {
  const error = errorFor(problem ?? null, name);
  return (
    <div class={"govuk-form-group" + (error ? " govuk-form-group--error" : "")}>
      <fieldset class="govuk-fieldset" aria-describedby={hint ? name + "-hint" : undefined}>
        <legend class="govuk-fieldset__legend">{legend}</legend>
        {hint && <div id={name + "-hint"} class="govuk-hint">{hint}</div>}
        {error && <p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {error.message}</p>}
        <div class="govuk-radios govuk-radios--small govuk-radios--inline">
          {options.map((option, i) => (
            <div class="govuk-radios__item" key={option.value}>
              <input class="govuk-radios__input" id={i === 0 ? name : `${name}-${option.value}`} name={name} type="radio" value={option.value}
                checked={value === option.value} onChange={() => onChange(option.value)} />
              <label class="govuk-label govuk-radios__label" for={i === 0 ? name : `${name}-${option.value}`}>{option.text}</label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

export function Tick({ name, label, checked, onChange }: { name: string; label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <div class="govuk-checkboxes govuk-checkboxes--small">
      <div class="govuk-checkboxes__item">
        <input class="govuk-checkboxes__input" id={name} type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
        <label class="govuk-label govuk-checkboxes__label" for={name}>{label}</label>
      </div>
    </div>
  );
}
