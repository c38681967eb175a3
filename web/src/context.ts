// What every page may need: who is signed in, the lists, and words made from them.

import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { get, problemOf, type Problem } from "./api";
import type { Agency, Code, FeedPage, Session } from "./types";

export type Lists = Record<string, Code[]>;
export type Workplace = { session: Session; lists: Lists; agencies: Agency[]; refreshLists: () => Promise<void> };

export const WorkplaceContext = createContext<Workplace | null>(null);

export function useWorkplace(): Workplace {
  const place = useContext(WorkplaceContext);
  if (!place) throw new Error("used outside the signed-in pages");
  return place;
}

export const labelIn = (lists: Lists, list: string, code: string): string =>
  lists[list]?.find((entry) => entry.code === code)?.label ?? code;

export function useLabel(): (list: string, code: string) => string {
  const { lists } = useWorkplace();
  return (list, code) => labelIn(lists, list, code);
}

const today = () => new Date().toISOString().slice(0, 10);

/** The entries that may be chosen now, and any that `keep` names, however old. */
export function current(lists: Lists, list: string, keep: string[] = []): Code[] {
  const now = today();
  return (lists[list] ?? []).filter(
    (entry) => keep.includes(entry.code) || (entry.valid_from <= now && (!entry.valid_to || now < entry.valid_to)),
  );
}

export const may = (session: Session, permission: string): boolean => session.permissions.includes(permission);

type Loaded<T> = { data: T | null; problem: Problem | null; again: () => Promise<void>; put: (data: T) => void };

/** Loads once and again when `again` is called; keeps what was there while it loads. */
export function useLoad<T>(path: string | null): Loaded<T> {
  const [data, setData] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const asked = useRef(0);
  const load = async () => {
    if (path === null) return;
    const turn = ++asked.current;
    try {
      const found = await get<T>(path);
      if (turn !== asked.current) return;
      setData(found);
      setProblem(null);
    } catch (error) {
      if (turn === asked.current) setProblem(problemOf(error));
    }
  };
  useEffect(() => void load(), [path]);
  return { data, problem, again: load, put: setData };
}

/** A first change is asked for at once, what follows it together a second later. */
const waitAfterFirst = 1000;
const waitForFirst = 50;

/** Tells what changed in the agency, by the ids of the records. */
export function useLive(changed: (ids: Set<string>) => void): void {
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    let position = "";
    let due: ReturnType<typeof setTimeout> | undefined;
    let askedAt = 0;
    const ask = async () => {
      due = undefined;
      askedAt = Date.now();
      const ids = new Set<string>();
      for (let lines = 1; lines > 0; ) {
        const page = await get<FeedPage>("/changes?since=" + position).catch(() => null);
        lines = page?.lines.length ?? 0;
        position = page?.position ?? position;
        for (const line of page?.lines ?? []) ids.add(line.change.object_id);
      }
      if (ids.size > 0) latest.current(ids);
    };
    const source = new EventSource("/api/v1/changes/stream");
    source.addEventListener("ready", (event) => {
      // After a break in the connection, what happened meanwhile is asked for.
      if (position) due ??= setTimeout(() => void ask(), 0);
      else position = (event as MessageEvent<string>).data;
    });
    source.addEventListener("changed", () => (due ??= setTimeout(() => void ask(), Math.max(waitForFirst, askedAt + waitAfterFirst - Date.now()))));
    return () => {
      source.close();
      clearTimeout(due);
    };
  }, []);
}

/** One key for one wish: the same thing sent again after a lost answer is applied once, until it is known to be done. */
export function useWish(): { key: (sent: string) => string; done: () => void } {
  const last = useRef({ sent: "", key: "" });
  return {
    key: (sent) => {
      if (last.current.sent !== sent) last.current = { sent, key: crypto.randomUUID() };
      return last.current.key;
    },
    done: () => { last.current.sent = ""; },
  };
}

/** Sets the page's title as GOV.UK asks: what is wrong first, then the page, then the service. */
export function useTitle(title: string, hasError = false): void {
  useEffect(() => {
    document.title = `${hasError ? "Error: " : ""}${title} – Waymark`;
  }, [title, hasError]);
}

export const when = (iso: string | null): string =>
  iso
    ? new Date(iso).toLocaleString("en-GB", { timeZone: "Europe/London", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" })
    : "";

export const day = (iso: string | null): string =>
  iso ? new Date(iso + "T12:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }) : "not known";
