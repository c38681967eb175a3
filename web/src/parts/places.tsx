// What every page says of a place of safety: how many more it can take, and how old that is.

import type { Problem } from "../api";
import { useLabel, useLoad } from "../context";
import type { SafetyPlaceOnBoard } from "../types";
import { Choice, CodeChoice, TextField } from "./fields";
import { ageWords } from "./triage";

/** Whether what was said last is too old to rest on by now. */
export const isOld = ({ old_at }: SafetyPlaceOnBoard): boolean => !old_at || Date.parse(old_at) < Date.now();

/** In a few words, for a list to choose from. What is old is said to be. */
function useFreeWords(): (one: SafetyPlaceOnBoard) => string {
  const label = useLabel();
  return (one) => {
    const { word, place, came_since } = one;
    if (!word) return "nothing said yet";
    const state = label("safety_place_state", word.state).toLowerCase();
    return [
      word.state === "closed" ? state : `${word.free} free`, word.state !== "closed" && word.state !== "open" && state, place.min_age > 0 && `from ${place.min_age} years`,
      `said ${ageWords(Date.now() - Date.parse(word.said_at))} ago`, came_since > 0 && `${came_since} came since`, isOld(one) && "old",
    ].filter(Boolean).join(", ");
  };
}

type Chosen = { place_id: string | null; place_kind: string; place_name: string };

/** One of the board in one choice, with how full it is; or any other, by kind and name. */
export function WhichPlace({ form, set, problem }: { form: Chosen; set: (chosen: Partial<Chosen>) => void; problem: Problem | null }) {
  const board = useLoad<SafetyPlaceOnBoard[]>("/places-of-safety");
  const freeWords = useFreeWords();
  const inUse = (board.data ?? []).filter(({ place }) => place.is_active);
  const choose = (id: string) => {
    const found = inUse.find(({ place }) => place.id === id)?.place;
    set({ place_id: found?.id ?? null, place_kind: found?.kind ?? "", place_name: found?.name ?? "" });
  };
  return (
    <>
      {inUse.length > 0 && <Choice name="place_id" label="Which place" value={form.place_id ?? ""} onChange={choose} options={inUse.map((one) => ({ value: one.place.id, text: `${one.place.name}: ${freeWords(one)}` }))} empty="Another place" problem={problem} />}
      {!form.place_id && <>
        <CodeChoice name="place_kind" label="What kind of place of safety" list="place_of_safety" value={form.place_kind} onChange={(place_kind) => set({ place_kind })} problem={problem} />
        <TextField name="place_name" label="Its name" value={form.place_name} onInput={(place_name) => set({ place_name })} problem={problem} />
      </>}
    </>
  );
}
