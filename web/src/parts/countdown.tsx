// What every page that shows a detention needs: its countdown and its headline.

import { useEffect, useState } from "preact/hooks";
import { useLabel, when } from "../context";
import type { DetentionWhole } from "../types";
import { Tag } from "./layout";
import { ageWords } from "./triage";

const urgentBefore = 4 * 3600000;

/** How long the person may still be held, in words that change by themselves. */
export function Countdown({ whole }: { whole: DetentionWhole }) {
  const { expires_at, is_open, ended_at, is_extended } = whole.standing;
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20000);
    return () => clearInterval(timer);
  }, []);
  if (!is_open) return <Tag colour="grey">Ended {when(ended_at)}</Tag>;
  if (!expires_at) return <Tag colour="yellow">Not at a place of safety yet</Tag>;
  const left = Date.parse(expires_at) - now;
  if (left <= 0) return <Tag colour="red">Time was up {ageWords(-left)} ago</Tag>;
  return <Tag colour={left < urgentBefore ? "red" : "blue"}>{ageWords(left)} left{is_extended && ", extended"}</Tag>;
}

/** Power, place and what is nearly or already broken, in a line or two. */
export function Headline({ whole }: { whole: DetentionWhole }) {
  const label = useLabel();
  const { standing, detention } = whole;
  const pressing = detention.is_open ? whole.rules.filter(({ finding }) => finding.state === "soon" || finding.state === "broken") : [];
  return (
    <>
      <p class="govuk-body govuk-!-margin-bottom-1"><Countdown whole={whole} /> {label("detention_power", detention.start.power)}, used {when(detention.used_at)}</p>
      <p class="govuk-body govuk-!-margin-bottom-1">{standing.place_name ? `${standing.is_at_place ? "At" : "Left"} ${standing.place_name} (${label("place_of_safety", standing.place_kind).toLowerCase()})` : "On the way"}{detention.outcome && `. ${label("detention_outcome", detention.outcome)}`}</p>
      {pressing.length > 0 && <ul class="wm-tag-row">{pressing.map(({ rule, finding }) => <li key={rule.id}><Tag colour={finding.state === "broken" && !rule.is_aim ? "red" : "yellow"}>{rule.title}{finding.state !== "broken" ? ": soon" : rule.is_aim ? ": late" : ": broken"}</Tag></li>)}</ul>}
    </>
  );
}
