// Answering an assessment field by field. What could not be sent is kept, also over a reload of the
// page, and sent when there is a connection again; what was refused, or what somebody else answered
// meanwhile, stays on the screen until whoever typed it decides.

import { useEffect, useRef, useState } from "preact/hooks";
import { call, get, problemOf, type Problem } from "../api";
import { useWorkplace } from "../context";
import type { AssessmentAnswer, AssessmentWhole } from "../types";

/** `isTyping` until whoever types pauses or leaves the box; only then is it sent. */
type Try = { values: string[]; version: number; key: string };
/** `isTried` once it was sent, and `first` what was sent before it, as long as nobody knows whether that arrived. */
type Waiting = Try & { isTyping?: boolean; isTried?: boolean; first?: Try; refusal?: Problem; theirs?: string[] };
export type Clash = { field: string; theirs: string[]; mine: string[] };

export type Answers = {
  whole: AssessmentWhole | null;
  problem: Problem | null;
  /** What stands against answers that were refused, by field. */
  wrong: Problem | null;
  status: "" | "saving" | "saved" | "offline";
  clashes: Clash[];
  valuesOf: (field: string) => string[];
  /** The version of a field as it is shown: to be held from when somebody begins to type. */
  versionOf: (field: string) => number;
  answer: (field: string, values: string[], version?: number) => void;
  /** Keeps what is being typed, on this device at once and on the server after a pause. */
  type: (field: string, values: string[], version: number) => void;
  /** Sends what is being typed now. */
  flush: () => void;
  keepMine: (field: string) => void;
  keepTheirs: (field: string) => void;
  again: () => Promise<void>;
  put: (whole: AssessmentWhole) => void;
};

const retryAfter = 3000;
const pause = 5000;
const isToGo = (one: Waiting) => !one.refusal && !one.theirs && !one.isTyping;

export function useAnswers(id: string): Answers {
  const { session } = useWorkplace();
  const path = "/triage/assessments/" + id;
  // Nobody sends, or sees, what somebody else typed on the same device.
  const store = useRef(`waymark-answers-${session.user_id}-${id}`);
  const [whole, setWhole] = useState<AssessmentWhole | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [status, setStatus] = useState<Answers["status"]>("");
  const [, redraw] = useState(0);
  const stored = () => JSON.parse(sessionStorage.getItem(store.current) ?? "{}") as Record<string, Waiting>;
  const waiting = useRef<Record<string, Waiting>>(stored());
  const isGone = useRef(false);
  // The version of each field that was typed here last: later typing goes on top of it.
  const mine = useRef<Record<string, number>>({});
  const latest = useRef<AssessmentWhole | null>(null);
  const busy = useRef(false);
  const pausing = useRef<ReturnType<typeof setTimeout>>();

  if (store.current !== `waymark-answers-${session.user_id}-${id}`) {
    store.current = `waymark-answers-${session.user_id}-${id}`;
    waiting.current = stored();
    mine.current = {};
  }

  /** What was asked for before an answer was kept may come after it, and is older. */
  const put = (fresh: AssessmentWhole) => {
    const newer = (latest.current?.answers ?? []).filter((one) => !fresh.answers.some(({ field, version }) => field === one.field && version >= one.version));
    const merged = { ...fresh, answers: [...fresh.answers.filter((one) => !newer.some(({ field }) => field === one.field)), ...newer] };
    latest.current = merged;
    setWhole(merged);
  };
  const keep = (all: Record<string, Waiting>) => {
    if (Object.keys(all).length) sessionStorage.setItem(store.current, JSON.stringify(all));
    else sessionStorage.removeItem(store.current);
  };
  /** Once the page is left, another may hold newer words in the same place: only what arrived is taken out of it. */
  const keepHere = (arrived = "") => {
    if (!isGone.current) return keep(waiting.current);
    const all = stored();
    for (const [field, one] of Object.entries(all)) if (one.key === arrived) delete all[field];
    keep(all);
  };
  const remember = (arrived = "") => {
    keepHere(arrived);
    redraw((count) => count + 1);
  };
  const again = async () => {
    try {
      put(await get<AssessmentWhole>(path));
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const kept = (field: string): AssessmentAnswer | undefined => latest.current?.answers.find((one) => one.field === field);
  const versionOf = (field: string) => kept(field)?.version ?? 0;
  const next = () => Object.entries(waiting.current).find(([, one]) => isToGo(one));

  /** False when it has to be sent again later. */
  const sendOne = async (field: string, whole: Waiting): Promise<boolean> => {
    const one: Try = whole.first ?? whole;
    const isLast = () => waiting.current[field]?.key === one.key;
    if (!whole.first) whole.isTried = true;
    try {
      const { data } = await call<AssessmentWhole>("POST", `${path}/answers/${field}`, { values: one.values, version: one.version }, { key: one.key });
      put(data);
      mine.current[field] = versionOf(field);
      // Typed again while it was on its way: that one goes on top of it.
      const newer = waiting.current[field];
      if (isLast()) delete waiting.current[field];
      else if (newer) {
        newer.version = versionOf(field);
        delete newer.first;
      }
    } catch (error) {
      const refusal = problemOf(error);
      // No connection, a server in trouble, or a session that has ended.
      if (refusal.status === 0 || refusal.status === 401 || refusal.status >= 500) return false;
      const held = waiting.current[field];
      if (refusal.status === 412) {
        await again();
        if (held) held.theirs = kept(field)?.values ?? [];
      } else if (held && isLast()) {
        held.refusal = refusal;
      } else if (held) {
        delete held.first;
      }
    }
    remember(one.key);
    return true;
  };

  const send = async () => {
    if (busy.current) return;
    busy.current = true;
    let isThere = true;
    for (let one = next(); one && isThere; one = next()) {
      setStatus("saving");
      isThere = await sendOne(one[0], one[1]);
    }
    busy.current = false;
    setStatus(!isThere ? "offline" : Object.keys(waiting.current).length ? "" : "saved");
    if (!isThere && !isGone.current) setTimeout(() => void send(), retryAfter);
  };

  /** What waits already has been seen by whoever types, and so has what was kept for them. */
  const base = (field: string, version: number) => waiting.current[field]?.version ?? Math.max(version, mine.current[field] ?? 0);
  const firstOf = (field: string): { first?: Try } => {
    const old = waiting.current[field];
    if (!old || old.refusal || old.theirs) return {};
    return old.isTried ? { first: { values: old.values, version: old.version, key: old.key } } : old.first ? { first: old.first } : {};
  };
  const answer = (field: string, values: string[], version = base(field, versionOf(field))) => {
    waiting.current[field] = { values, version, key: crypto.randomUUID(), ...firstOf(field) };
    remember();
    void send();
  };
  const flush = () => {
    clearTimeout(pausing.current);
    const typed = Object.values(waiting.current).filter((one) => one.isTyping);
    if (typed.length === 0) return;
    for (const one of typed) delete one.isTyping;
    remember();
    void send();
  };
  const type = (field: string, values: string[], version: number) => {
    waiting.current[field] = { values, version: base(field, version), key: crypto.randomUUID(), isTyping: true, ...firstOf(field) };
    keepHere();
    clearTimeout(pausing.current);
    pausing.current = setTimeout(flush, pause);
  };

  useEffect(() => {
    isGone.current = false;
    void again().then(() => { flush(); if (next()) void send(); });
    const back = () => void send();
    window.addEventListener("online", back);
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("online", back);
      window.removeEventListener("pagehide", flush);
      flush();
      isGone.current = true;
    };
  }, [id]);

  const all = Object.entries(waiting.current);
  const refusals = all.flatMap(([, one]) => (one.refusal ? [one.refusal] : []));
  return {
    whole, problem, status, versionOf, answer, type, flush, again, put,
    wrong: refusals[0] ? { ...refusals[0], fields: refusals.flatMap((one) => one.fields) } : null,
    clashes: all.flatMap(([field, one]) => (one.theirs ? [{ field, theirs: one.theirs, mine: one.values }] : [])),
    valuesOf: (field) => waiting.current[field]?.values ?? kept(field)?.values ?? [],
    keepMine: (field) => {
      const mine = waiting.current[field];
      if (mine) answer(field, mine.values, versionOf(field));
    },
    keepTheirs: (field) => {
      delete waiting.current[field];
      remember();
    },
  };
}
