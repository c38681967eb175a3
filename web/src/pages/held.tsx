import { useLive, useLoad } from "../context";
import { Headline } from "../parts/countdown";
import { Page, Waiting } from "../parts/layout";
import type { DetentionWhole } from "../types";

/** Everyone who is held under section 135 or 136, whose time ends first at the head. */
export function Held() {
  const held = useLoad<DetentionWhole[]>("/detentions");
  useLive(() => void held.again());
  if (!held.data) return <Page title="Held now"><Waiting problem={held.problem} /></Page>;
  return (
    <Page title="Held now" caption="Sections 135 and 136">
      {held.data.length === 0 && <p class="govuk-body">Nobody is held.</p>}
      <ol class="wm-queue">
        {held.data.map((one) => (
          <li class="wm-card" key={one.detention.id}>
            <h2 class="govuk-heading-s govuk-!-margin-bottom-1"><a class="govuk-link" href={"/detentions/" + one.detention.id}>{one.person.name}</a> <a class="govuk-link wm-when" href={"/incidents/" + one.detention.incident_id}>{one.reference}</a></h2>
            <Headline whole={one} />
          </li>
        ))}
      </ol>
    </Page>
  );
}
