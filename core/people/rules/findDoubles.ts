import { isReader } from "../../settings/role.ts";
import { isDeleting } from "../step.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/**
 * People who would be deleted although they may be the ones who sign in: somebody who stays is spelled as they are but for the
 * case, and they have a role, groups or work. QuickSight tells the two apart; the directory does not, so nobody here knows.
 */
export function findDoubles({ actual, plan }: PeopleSituation): string[] {
  const spellings = Map.groupBy(actual.people, ({ session }) => session.toLowerCase());
  return plan.steps.flatMap((step) => {
    if (!isDeleting(step) || !step.leaves) return [];
    if ((spellings.get(step.session.toLowerCase()) ?? []).length < 2) return [];
    const role = step.kind === "remove" ? step.role : step.from;
    const isEmpty = isReader(role) && step.groups.length === 0 && (step.owned ?? []).length === 0;
    return isEmpty ? [] : [step.session];
  });
}
