// Saving an incident field by field: one change at a time, each on top of the last, and nothing
// lost when someone else saved in between.

import { useRef, useState } from "preact/hooks";
import { ApiError, call, problemOf, type Problem } from "../api";
import type { Incident, Whole } from "../types";

export type Fields = Partial<Record<string, string | number | null>>;
export type Conflict = { field: string; theirs: string; mine: string };

export type Saver = {
  incident: Incident | null;
  status: "" | "saving" | "saved" | "failed";
  savedAt: string;
  problem: Problem | null;
  conflict: Conflict | null;
  save: (fields: Fields) => Promise<void>;
  /** After something else about the incident was saved: take its newer revision. */
  refresh: () => Promise<void>;
  ensure: () => Promise<string>;
  keepMine: () => void;
  keepTheirs: () => void;
};

export function useSaver(start: Incident | null, onCreated: (id: string) => void): Saver {
  const [incident, setIncident] = useState(start);
  const [status, setStatus] = useState<Saver["status"]>("");
  const [savedAt, setSavedAt] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const held = useRef(start);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const hold = (fresh: Incident) => {
    held.current = fresh;
    setIncident(fresh);
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.current.then(work, work);
    queue.current = next.catch(() => undefined);
    return next;
  };
  const create = async (fields: Fields) => {
    const { data } = await call<Incident>("POST", "/incidents", fields);
    hold(data);
    onCreated(data.id);
  };
  const fetchFresh = async () => (await call<Whole>("GET", "/incidents/" + held.current?.id)).data.incident;

  const send = async (fields: Fields, base: Incident): Promise<void> => {
    const target = held.current ?? base;
    try {
      const { data } = await call<Incident>("PATCH", "/incidents/" + target.id, fields, { ifMatch: `"${target.revision}"` });
      hold(data);
    } catch (error) {
      if (!(error instanceof ApiError) || error.problem.status !== 412) throw error;
      const fresh = await fetchFresh();
      const field = Object.keys(fields)[0] ?? "";
      const theirs = String(fresh[field as keyof Incident] ?? "");
      const before = String(base[field as keyof Incident] ?? "");
      hold(fresh);
      // Somebody saved another field: ours still stands on what we saw. Otherwise, show both.
      if (theirs === before) return send(fields, fresh);
      setConflict({ field, theirs, mine: String(fields[field] ?? "") });
    }
  };

  const save = (fields: Fields) =>
    inTurn(async () => {
      setStatus("saving");
      try {
        if (!held.current) await create(fields);
        else await send(fields, held.current);
        setProblem(null);
        setStatus("saved");
        setSavedAt(new Date().toLocaleTimeString("en-GB"));
      } catch (error) {
        setProblem(problemOf(error));
        setStatus("failed");
      }
    });

  return {
    incident, status, savedAt, problem, conflict, save,
    refresh: () => inTurn(async () => hold(await fetchFresh())),
    ensure: () => inTurn(async () => {
      if (!held.current) await create({});
      return held.current?.id ?? "";
    }),
    keepMine: () => {
      const mine = conflict;
      setConflict(null);
      if (mine) void save({ [mine.field]: mine.mine });
    },
    keepTheirs: () => setConflict(null),
  };
}
