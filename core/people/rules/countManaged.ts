import { isWaiting } from "../plan/planLeaver.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/** How many people are managed now. Whoever waits for a group does not count: thousands of them would let every member go. */
export function countManaged({ actual }: Pick<PeopleSituation, "actual">): number {
  return actual.people.filter((person) => !isWaiting(person)).length;
}
