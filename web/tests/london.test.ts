import { describe, expect, it } from "vitest";
import { fromLondon } from "../src/london";

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
  it("is nothing for what is no time", () => {
    expect(fromLondon("")).toBeNull();
    expect(fromLondon("2026-13-01T00:00")).toBeNull();
  });
});
