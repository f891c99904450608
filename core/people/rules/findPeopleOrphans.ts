import { findOrphans } from "../../assets/findOrphans.ts";
import type { OwnedAsset } from "../../assets/ownedAsset.ts";
import { arnOfUser, userArnOf } from "../../aws/scope.ts";
import type { Situation } from "../../reconcile/rule.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import { isDeleting, type PeopleStep } from "../step.ts";

/**
 * What only people own who would be deleted, or who were deleted before: permissions keep naming them. Nothing where a
 * successor group gets it.
 */
export function findPeopleOrphans({
  desired: { scope, guard },
  actual,
  plan,
}: Situation<GovernedNamespace, ActualNamespace, PeopleStep>): OwnedAsset[] {
  if (guard.successor !== undefined) return [];
  const deleting = plan.steps.filter(isDeleting);
  const owned = deleting.flatMap((step) => step.owned ?? []);
  const going = deleting.map(({ session }) => userArnOf(scope, session));
  const staying = new Set([
    ...actual.people.map(({ session }) => userArnOf(scope, session)),
    ...actual.unmanaged.map(({ userName }) => arnOfUser(scope, userName)),
  ]);
  const gone = owned
    .flatMap(({ owners }) => owners)
    .filter((owner) => owner.startsWith(arnOfUser(scope, "")) && !staying.has(owner));
  return findOrphans(owned, new Set([...going, ...gone]));
}
