import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, call, get, post, problemOf, signedOut } from "../src/api";

type Sent = { url: string; method: string; headers: Record<string, string>; body: unknown };

function answering(status: number, body: unknown, headers: Record<string, string> = {}): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (url: string, how: RequestInit) => {
    sent.push({ url, method: how.method ?? "", headers: how.headers as Record<string, string>, body: how.body });
    return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
  });
  return sent;
}
afterEach(() => vi.unstubAllGlobals());

describe("what is sent", () => {
  it("carries a key of its own with each change, and none with a reading", async () => {
    const sent = answering(200, {});
    await post("/incidents", { source: "999" });
    await post("/incidents", { source: "999" });
    await get("/incidents");
    const keys = sent.map((one) => one.headers["Idempotency-Key"]);
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBeUndefined();
  });
  it("names the revision it stands on, and uses the key it is given again", async () => {
    const sent = answering(200, {});
    await call("PATCH", "/incidents/1", {}, { ifMatch: '"3"', key: "again" });
    expect(sent[0]?.headers).toMatchObject({ "If-Match": '"3"', "Idempotency-Key": "again", "Content-Type": "application/json" });
    expect(sent[0]?.url).toBe("/api/v1/incidents/1");
  });
});

describe("what comes back", () => {
  it("is the data and its revision", async () => {
    answering(200, { id: "1" }, { ETag: '"7"' });
    expect(await call("GET", "/x")).toEqual({ data: { id: "1" }, etag: '"7"' });
  });
  it("is a problem with its fields", async () => {
    answering(422, { code: "x.invalid", title: "No.", fields: [{ field: "/a", code: "b", message: "c" }] });
    const problem = await post("/x").then(() => null, problemOf);
    expect(problem).toEqual({ status: 422, code: "x.invalid", title: "No.", fields: [{ field: "/a", code: "b", message: "c" }] });
  });
  it("tells the page when the session has ended, but not while signing in", async () => {
    let told = 0;
    signedOut.addEventListener("signed-out", () => (told += 1));
    answering(401, { code: "session.none", title: "Sign in." });
    await expect(post("/session")).rejects.toBeInstanceOf(ApiError);
    expect(told).toBe(0);
    await expect(get("/incidents")).rejects.toBeInstanceOf(ApiError);
    expect(told).toBe(1);
  });
  it("is kind when the server cannot be reached", async () => {
    vi.stubGlobal("fetch", async () => { throw new TypeError("no network"); });
    expect((await get("/x").then(() => null, problemOf))?.code).toBe("network.down");
    expect(problemOf(new Error("bug")).code).toBe("page.broken");
  });
});
