import { isWaiting } from "../plan/planLeaver.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/**
 * How many people are managed now. Whoever registered themselves and waits, in no group or in that of newcomers, does not count: thousands
 * of them would let every member go.
 */
export function countManaged({
  desired: { newcomers, newcomersBefore = [] },
  actual,
}: Pick<PeopleSituation, "desired" | "actual">): number {
  return actual.people.filter((person) => !isWaiting(person, newcomers, ...newcomersBefore)).length;
}
