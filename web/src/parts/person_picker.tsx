import { useEffect, useRef, useState } from "preact/hooks";
import { post, problemOf, type Problem } from "../api";
import { day } from "../context";
import type { PersonSummary } from "../types";
import { TextField } from "./fields";
import { Tag } from "./layout";

/** Finds people as one types. Words go in a body, never in an address. */
export function usePeopleSearch(text: string): { people: PersonSummary[] | null; problem: Problem | null } {
  const [people, setPeople] = useState<PersonSummary[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const turn = useRef(0);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted.length < 2) return setPeople(null);
    const mine = ++turn.current;
    const timer = setTimeout(async () => {
      try {
        const found = await post<PersonSummary[]>("/people/search", { text: wanted });
        if (mine === turn.current) {
          setPeople(found);
          setProblem(null);
        }
      } catch (error) {
        if (mine === turn.current) setProblem(problemOf(error));
      }
    }, 180);
    return () => clearTimeout(timer);
  }, [text]);
  return { people, problem };
}

export function PersonLine({ person }: { person: PersonSummary }) {
  return (
    <>
      <strong>{person.name}</strong>{person.born_on && <> born {day(person.born_on)}</>}{person.postcode && <>, {person.postcode}</>}
      {person.likeness === "same" && <>{" "}<Tag colour="red">Very likely the same person</Tag></>}
      {person.likeness === "possible" && <>{" "}<Tag colour="yellow">May be the same person</Tag></>}
      {person.why && <><br /><span class="wm-when">{person.why}</span></>}
    </>
  );
}

export function PersonPicker({ choose, name = "person_search", label = "Find the person", actionText = "Add" }: {
  choose: (person: PersonSummary) => void; name?: string; label?: string; actionText?: string;
}) {
  const [text, setText] = useState("");
  const { people, problem } = usePeopleSearch(text);
  return (
    <div>
      <TextField name={name} label={label} hint="Names in any order or spelling, date of birth, telephone, postcode, NHS or police number" value={text} onInput={setText} />
      {problem && <p class="govuk-error-message">{problem.title}</p>}
      <div role="status" aria-live="polite">
        {people && (people.length === 0
          ? <p class="govuk-body">Nobody found. <a class="govuk-link" href="/people/new">Add a person</a></p>
          : <p class="govuk-visually-hidden">{people.length} found</p>)}
      </div>
      {people && people.length > 0 && (
        <ul class="wm-choices">
          {people.map((person) => (
            <li key={person.id}>
              <PersonLine person={person} />{" "}
              <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => { choose(person); setText(""); }}>
                {actionText}<span class="govuk-visually-hidden"> {person.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
