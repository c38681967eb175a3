import { useState } from "preact/hooks";
import { may, useWorkplace } from "../context";
import { TextField } from "../parts/fields";
import { Page, Waiting } from "../parts/layout";
import { PersonLine, usePeopleSearch } from "../parts/person_picker";

export function People() {
  const { session } = useWorkplace();
  const [text, setText] = useState("");
  const { people, problem } = usePeopleSearch(text);
  return (
    <Page title="People">
      <TextField name="search" label="Find a person" hint="Names in any order or spelling, date of birth, telephone, postcode, NHS or police number" value={text} onInput={setText} />
      <div role="status" aria-live="polite">
        {problem && <Waiting problem={problem} />}
        {people && <p class="govuk-body">{people.length === 0 ? "Nobody found." : `${people.length}${people.length === 20 ? " or more" : ""} found`}</p>}
      </div>
      {people && people.length > 0 && <ul class="wm-choices">{people.map((person) => <li key={person.id}><a class="govuk-link" href={"/people/" + person.id}><PersonLine person={person} /></a></li>)}</ul>}
      {may(session, "record_person") && <p class="govuk-body govuk-!-margin-top-6">Look first, then <a class="govuk-link" href="/people/new">add a person</a>.</p>}
    </Page>
  );
}
