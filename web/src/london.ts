// What people type is London's wall clock, wherever the device believes it is.

const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London", hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

/** "2026-10-25T01:30", as London's clocks show the moment. */
export function wallClock(at: number): string {
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

const hour = 3600000;

/** What follows a typed time that London's clocks showed twice, when it is the second that is meant. */
export const secondTime = " second";

/** Every moment at which London's clocks showed this: two in the hour that comes twice, none in the one left out. */
function momentsOf(typed: string): number[] {
  const asUtc = Date.parse(typed + "Z");
  return Number.isNaN(asUtc) ? [] : [asUtc - hour, asUtc].filter((at) => wallClock(at) === typed.slice(0, 16));
}

export const isDoubled = (typed: string): boolean => momentsOf(typed).length === 2;

/** The moment London's clocks showed this; in the hour that comes twice, the first unless it says so. Nothing for the
    hour that is left out in spring, or for what is no time at all. */
export function fromLondon(typed: string): string | null {
  const isSecond = typed.endsWith(secondTime);
  const moments = momentsOf(isSecond ? typed.slice(0, -secondTime.length) : typed);
  const at = isSecond ? moments[moments.length - 1] : moments[0];
  return at === undefined ? null : new Date(at).toISOString();
}

/** What would have to be typed for that moment. */
export function typedFor(at: number): string {
  const typed = wallClock(at);
  return momentsOf(typed).indexOf(at - (at % 60000)) === 1 ? typed + secondTime : typed;
}

/** What a box for a time holds while only part of it is filled in: not nothing, and no time either. */
export const unfinished = "unfinished";

/** Why what was typed is no time, for the box it was typed into; nothing where it is one, or where it was left empty. */
export function wrongTime(typed: string): string | null {
  if (typed === unfinished) return "Fill in the whole day and time, or clear it.";
  return typed && !fromLondon(typed) ? "London's clocks did not show this time." : null;
}
