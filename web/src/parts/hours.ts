// The weeks of a service: which hours are in force on a day, and what becomes of them when they change.

import type { TriageService } from "../types";

export type Hours = TriageService["hours"][number];

export const inForce = (hours: Hours[], day: string): Hours[] =>
  hours.filter((one) => (!one.since || one.since <= day) && (!one.until || day < one.until));

const same = (a: Hours, b: Hours) =>
  a.kind === b.kind && a.weekday === b.weekday && a.from_minute === b.from_minute && a.to_minute === b.to_minute;

/** A row of the form; `added` in it, not one that was there. */
export type WantedHours = Hours & { added?: boolean };

/** All hours once `wanted` stand in place of those in force `today`: from `day` on, with what was before kept, or, where
    `day` is empty, as a correction of what was said. What is planned for later begins when it was to. Those of the form
    come first, in its order. */
export function changedHours(kept: Hours[], wanted: WantedHours[], day: string, today: string): Hours[] {
  const from = day || today;
  const replaced = inForce(kept, from);
  const others = kept.filter((one) => !replaced.includes(one));
  const sinces = kept.flatMap(({ since }) => since ?? []);
  const until = sinces.filter((since) => since > from).sort()[0] ?? null;
  const began = sinces.filter((since) => since <= from).sort().pop() ?? null;
  const plain = ({ added: _, ...one }: WantedHours): Hours => one;
  if (!day) return [...wanted.map((one) => (one.added ? { ...plain(one), since: began, until } : plain(one))), ...others];
  const standing = (one: Hours) => replaced.find((old) => same(old, one));
  const ended = replaced.filter((old) => !wanted.some((one) => same(old, one)) && (!old.since || old.since < day));
  return [
    ...wanted.map((one) => standing(one) ?? { ...plain(one), since: day, until }),
    ...ended.map((old) => ({ ...old, until: day })),
    ...others,
  ];
}

/** The stretches between the days on which something changed, the first of them from the beginning. */
export function weeks(hours: Hours[]): { since: string; hours: Hours[] }[] {
  const days = [...new Set(hours.flatMap(({ since, until }) => [since ?? "", until ?? ""]))].sort();
  return days.map((since) => ({ since, hours: inForce(hours, since || "0000-01-01") })).filter((week) => week.since || week.hours.length > 0);
}
