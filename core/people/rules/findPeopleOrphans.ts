import { findOrphans } from "../../assets/findOrphans.ts";
import type { OwnedAsset } from "../../assets/ownedAsset.ts";
import { arnOfUser, userArnOf } from "../../aws/scope.ts";
import { isDeleting } from "../step.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/**
 * What only people own who would be deleted, or who were deleted before: permissions keep naming them. Nothing where a
 * successor group gets it.
 */
export function findPeopleOrphans({
  desired: { scope, guard },
  actual,
  plan,
}: PeopleSituation): OwnedAsset[] {
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
