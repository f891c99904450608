import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import type { DeleteGroup, PersonStep } from "../step.ts";

/**
 * The groups that go with a stack: those that nobody is in once these steps are done. One in which somebody stays, who is
 * protected or not managed here, stays as well and is named.
 */
export function planLeavingGroups(
  { leavingGroups = [], reasonOfAbsence = "not declared any more" }: GovernedNamespace,
  { groups, people, unmanaged }: ActualNamespace,
  steps: readonly PersonStep[],
): { readonly steps: readonly DeleteGroup[]; readonly notices: readonly string[] } {
  const gone = new Set(steps.flatMap(({ kind, session }) => (kind === "remove" ? [session] : [])));
  // Newcomers stay without their groups, which are of the stack.
  const placeOf = (session: string, group: string) => JSON.stringify([session, group]);
  const freed = new Set(
    steps.flatMap((step) =>
      step.kind === "remove-member" ? [placeOf(step.session, step.group)] : [],
    ),
  );
  const inUse = new Set([
    ...people
      .filter(({ session }) => !gone.has(session))
      .flatMap(({ session, groups: own }) =>
        own.filter((group) => !freed.has(placeOf(session, group))),
      ),
    ...unmanaged.flatMap((member) => member.groups),
  ]);
  const there = leavingGroups.filter((group) => groups.includes(group));
  return {
    steps: there
      .filter((group) => !inUse.has(group))
      .map((group) => ({ kind: "delete-group", group, reason: reasonOfAbsence })),
    notices: there
      .filter((group) => inUse.has(group))
      .map((group) => `group ${group}: ${reasonOfAbsence}; kept, as somebody is in it who stays`),
  };
}
