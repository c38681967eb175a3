import { describe, expect, it } from "vitest";
import type { Problem } from "../src/api";
import { current, day, labelIn, may, when, type Lists } from "../src/context";
import { errorFor, idOf } from "../src/parts/fields";
import type { Code, Session } from "../src/types";

const code = (name: string, valid_from: string, valid_to: string | null): Code => ({
  list: "sex", code: name, label: "Label of " + name, hint: "", parent: "", ordinal: 1, valid_from, valid_to, source: "", is_official: true, is_local: false,
});
const lists: Lists = { sex: [code("now", "2000-01-01", null), code("ended", "2000-01-01", "2001-01-01"), code("to_come", "2999-01-01", null)] };

describe("a list", () => {
  it("offers what is in use today", () => expect(current(lists, "sex").map((one) => one.code)).toEqual(["now"]));
  it("keeps an old code that a record already bears", () => expect(current(lists, "sex", ["ended"]).map((one) => one.code)).toEqual(["now", "ended"]));
  it("gives the code itself where it has no label", () => {
    expect(labelIn(lists, "sex", "now")).toBe("Label of now");
    expect(labelIn(lists, "sex", "gone")).toBe("gone");
    expect(labelIn(lists, "no such list", "x")).toBe("x");
  });
});

describe("a problem", () => {
  const problem: Problem = { status: 422, code: "x", title: "x", fields: [{ field: "/person/names/0/family", code: "required", message: "Enter it." }] };
  it("is found by the field that a pointer names", () => {
    expect(idOf("/person/names/0/family")).toBe("person-names-0-family");
    expect(errorFor(problem, "person-names-0-family")?.message).toBe("Enter it.");
    expect(errorFor(problem, "family")).toBeUndefined();
    expect(errorFor(null, "family")).toBeUndefined();
  });
});

describe("a moment", () => {
  it("is shown in local time, summer and winter", () => {
    expect(when("2026-07-01T11:00:00Z")).toContain("12:00");
    expect(when("2026-01-01T11:00:00Z")).toContain("11:00");
    expect(when(null)).toBe("");
  });
  it("shows a day as the day it is, wherever the machine stands", () => {
    expect(day("1984-03-14")).toBe("14 March 1984");
    expect(day(null)).toBe("not known");
  });
});

it("what somebody may do is what the session says", () => {
  const session = { permissions: ["see_incident"] } as Session;
  expect(may(session, "see_incident")).toBe(true);
  expect(may(session, "close_incident")).toBe(false);
});
