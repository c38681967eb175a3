import { describe, expect, it } from "vitest";
import { changedHours, inForce, weeks } from "../src/parts/hours";

const window = (weekday: number, from_minute: number, since: string | null = null, until: string | null = null) => ({ kind: "team", weekday, from_minute, to_minute: from_minute + 540, since, until });
const monday = window(1, 1020);
const tuesday = window(2, 1020);

describe("the hours of a service", () => {
  it("keep what was before a change, and leave alone what did not change", () => {
    const changed = changedHours([monday, tuesday], [window(1, 960), tuesday], "2026-12-01", "2026-11-23");
    expect(changed).toEqual([window(1, 960, "2026-12-01"), tuesday, window(1, 1020, null, "2026-12-01")]);
    expect(inForce(changed, "2026-11-30")).toEqual([tuesday, window(1, 1020, null, "2026-12-01")]);
    expect(inForce(changed, "2026-12-01")).toEqual([window(1, 960, "2026-12-01"), tuesday]);
    expect(weeks(changed).map(({ since }) => since)).toEqual(["", "2026-12-01"]);
  });
  it("are put right without a trace of what was entered wrongly, each with its own days", () => {
    const saturday = window(6, 1020, null, "2026-04-01");
    const later = window(6, 960, "2026-04-01");
    const added = { ...window(3, 900), added: true };
    expect(changedHours([monday, saturday, later], [monday, window(6, 900, "2026-04-01"), added], "", "2026-11-23"))
      .toEqual([monday, window(6, 900, "2026-04-01"), window(3, 900, "2026-04-01"), saturday]);
  });
  it("that were to begin on the day of another change never were", () => {
    const planned = [window(1, 1020, null, "2026-12-01"), window(1, 960, "2026-12-01")];
    expect(changedHours(planned, [window(1, 900)], "2026-12-01", "2026-11-23")).toEqual([window(1, 900, "2026-12-01"), window(1, 1020, null, "2026-12-01")]);
  });
  it("that change before a planned change hold until it", () => {
    const planned = [window(1, 1020, null, "2026-06-01"), window(1, 960, "2026-06-01")];
    expect(changedHours(planned, [window(1, 900)], "2026-05-10", "2026-05-01"))
      .toEqual([window(1, 900, "2026-05-10", "2026-06-01"), window(1, 1020, null, "2026-05-10"), window(1, 960, "2026-06-01")]);
  });
});
