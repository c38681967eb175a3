import { describe, expect, it } from "vitest";
import { fromLondon, isDoubled, secondTime, typedFor, wrongTime } from "../src/london";

describe("London's wall clock", () => {
  it("is an hour ahead in summer, and not in winter", () => {
    expect(fromLondon("2026-07-01T12:00")).toBe("2026-07-01T11:00:00.000Z");
    expect(fromLondon("2026-01-01T12:00")).toBe("2026-01-01T12:00:00.000Z");
  });
  it("takes the first of the hour that comes twice, and nothing for the hour left out", () => {
    expect(fromLondon("2026-10-25T01:30")).toBe("2026-10-25T00:30:00.000Z");
    expect(fromLondon("2026-10-25T02:00")).toBe("2026-10-25T02:00:00.000Z");
    expect(fromLondon("2026-03-29T01:30")).toBeNull();
  });
  it("takes the second of the hour that comes twice when it says so, and writes it so", () => {
    expect(isDoubled("2026-10-25T01:30")).toBe(true);
    expect(isDoubled("2026-10-25T02:00")).toBe(false);
    expect(isDoubled("2026-03-29T01:30")).toBe(false);
    expect(fromLondon("2026-10-25T01:30" + secondTime)).toBe("2026-10-25T01:30:00.000Z");
    expect(typedFor(Date.parse("2026-10-25T01:30:20Z"))).toBe("2026-10-25T01:30" + secondTime);
    expect(typedFor(Date.parse("2026-10-25T00:30:20Z"))).toBe("2026-10-25T01:30");
    expect(typedFor(Date.parse("2026-10-25T02:30:00Z"))).toBe("2026-10-25T02:30");
  });
  it("says why what was typed is no time", () => {
    expect(wrongTime("2026-03-29T01:30")).toContain("did not show");
    expect(wrongTime("2026-10-25T01:30" + secondTime)).toBeNull();
    expect(wrongTime("")).toBeNull();
  });
  it("is nothing for what is no time", () => {
    expect(fromLondon("")).toBeNull();
    expect(fromLondon("2026-13-01T00:00")).toBeNull();
  });
});
