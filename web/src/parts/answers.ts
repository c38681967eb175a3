// Answering an assessment field by field. What could not be sent is kept, also over a reload of the
// page, and sent when there is a connection again; what somebody else answered meanwhile is shown.

import { useEffect, useRef, useState } from "preact/hooks";
import { call, get, problemOf, type Problem } from "../api";
import type { AssessmentAnswer, AssessmentWhole } from "../types";

type Waiting = { values: string[]; version: number; key: string };
export type Clash = { field: string; theirs: string[]; mine: string[] };

export type Answers = {
  whole: AssessmentWhole | null;
  problem: Problem | null;
  /** What stands against an answer, by field. */
  wrong: Problem | null;
  status: "" | "saving" | "saved" | "offline";
  clash: Clash | null;
  valuesOf: (field: string) => string[];
  answer: (field: string, values: string[]) => void;
  keepMine: () => void;
  keepTheirs: () => void;
  again: () => Promise<void>;
  put: (whole: AssessmentWhole) => void;
};

const retryAfter = 3000;

export function useAnswers(id: string): Answers {
  const path = "/triage/assessments/" + id;
  const store = "waymark-answers-" + id;
  const [whole, setWhole] = useState<AssessmentWhole | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [status, setStatus] = useState<Answers["status"]>("");
  const [clash, setClash] = useState<Clash | null>(null);
  const [, redraw] = useState(0);
  const waiting = useRef<Record<string, Waiting>>(JSON.parse(sessionStorage.getItem(store) ?? "{}") as Record<string, Waiting>);
  const latest = useRef<AssessmentWhole | null>(null);
  const busy = useRef(false);

  const put = (fresh: AssessmentWhole) => {
    latest.current = fresh;
    setWhole(fresh);
  };
  const remember = () => {
    if (Object.keys(waiting.current).length) sessionStorage.setItem(store, JSON.stringify(waiting.current));
    else sessionStorage.removeItem(store);
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

  const sendOne = async (field: string, one: Waiting): Promise<boolean> => {
    try {
      const { data } = await call<AssessmentWhole>("POST", `${path}/answers/${field}`, { values: one.values, version: one.version }, { key: one.key });
      put(data);
      setWrong(null);
    } catch (error) {
      const refusal = problemOf(error);
      // No connection, a server in trouble, or a session that has ended: it is sent again later.
      if (refusal.status === 0 || refusal.status === 401 || refusal.status >= 500) return false;
      if (refusal.status === 412) {
        await again();
        setClash({ field, theirs: kept(field)?.values ?? [], mine: one.values });
      } else {
        setWrong(refusal);
      }
    }
    // Typed again while it was on its way: that one is still to go.
    if (waiting.current[field]?.key === one.key) delete waiting.current[field];
    else if (waiting.current[field]) waiting.current[field] = { ...waiting.current[field], version: kept(field)?.version ?? 0 };
    remember();
    return true;
  };

  const send = async () => {
    if (busy.current) return;
    busy.current = true;
    setStatus("saving");
    let isThere = true;
    for (let next = Object.entries(waiting.current)[0]; next && isThere; next = Object.entries(waiting.current)[0]) isThere = await sendOne(next[0], next[1]);
    busy.current = false;
    setStatus(isThere ? "saved" : "offline");
    if (!isThere) setTimeout(() => void send(), retryAfter);
  };

  const answer = (field: string, values: string[]) => {
    waiting.current[field] = { values, version: kept(field)?.version ?? 0, key: crypto.randomUUID() };
    remember();
    void send();
  };

  useEffect(() => {
    void again().then(() => Object.keys(waiting.current).length && void send());
    const back = () => void send();
    window.addEventListener("online", back);
    return () => window.removeEventListener("online", back);
  }, [id]);

  return {
    whole, problem, wrong, status, clash, answer, again, put,
    valuesOf: (field) => waiting.current[field]?.values ?? kept(field)?.values ?? [],
    keepMine: () => {
      const mine = clash;
      setClash(null);
      if (mine) answer(mine.field, mine.mine);
    },
    keepTheirs: () => setClash(null),
  };
}
