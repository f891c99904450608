import { isReader } from "../../settings/role.ts";
import { isDeleting } from "../step.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/**
 * People who would be deleted although they may be the ones who sign in: somebody who stays is spelled as they are but for the
 * case, and they have a role, groups or work. QuickSight tells the two apart; the directory does not, so nobody here knows.
 */
export function findDoubles({ actual, plan }: PeopleSituation): string[] {
  const leaving = plan.steps.filter(isDeleting).filter(({ leaves }) => leaves);
  const going = new Set(leaving.map(({ session }) => session));
  const staying = new Set(
    actual.people.flatMap(({ session }) => (going.has(session) ? [] : [session.toLowerCase()])),
  );
  return leaving.flatMap((step) => {
    if (!staying.has(step.session.toLowerCase())) return [];
    const role = step.kind === "remove" ? step.role : step.from;
    const isEmpty = isReader(role) && step.groups.length === 0 && (step.owned ?? []).length === 0;
    return isEmpty ? [] : [step.session];
  });
}
