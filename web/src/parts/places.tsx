// What every page says of a place of safety: how many more it can take, and how old that is.

import type { SafetyPlaceOnBoard } from "../types";
import { ageWords } from "./triage";

/** In a few words, for a list to choose from. What is old is said to be. */
export function freeWords({ word, is_old, came_since }: SafetyPlaceOnBoard): string {
  if (!word) return "nothing said yet";
  const said = word.state === "closed" ? "closed" : `${word.free} free`;
  const age = ageWords(Date.now() - Date.parse(word.said_at));
  return `${said}, said ${age} ago${came_since ? `, ${came_since} came since` : ""}${is_old ? ", old" : ""}`;
}
