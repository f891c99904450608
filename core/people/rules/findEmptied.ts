import { countGroupLosses } from "./countGroupLosses.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/** Groups in which somebody is and then nobody: no member stays, and none comes in their place. Sorted. */
export function findEmptied(situation: PeopleSituation): string[] {
  const { plan, actual } = situation;
  const inUse = new Set([
    ...actual.unmanaged.flatMap(({ groups }) => groups),
    ...plan.steps.flatMap((step) => (step.kind === "add-member" ? [step.group] : [])),
  ]);
  return countGroupLosses(situation)
    .filter(({ subject, count, of }) => count === of && !inUse.has(subject))
    .map(({ subject }) => subject);
}
