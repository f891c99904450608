import { ownersOf } from "../assets/ownersOf.ts";
import { permissionSet } from "../assets/permissionSet.ts";
import { groupArnOf, userArnOf } from "../aws/scope.ts";
import type { GovernedNamespace } from "../people/governedNamespace.ts";
import type { SnapshotAsset } from "./snapshot.ts";
import { withGrant } from "./withGrant.ts";

/**
 * The assets of an account once people are deleted: what they owned is the successor group's as well, where the guard names one. Their own
 * grants stay, as nobody revokes them.
 *
 * @param sessions who is deleted, and may own something
 */
export function applyHandOver(
  assets: readonly SnapshotAsset[],
  { scope, guard, dataRegions }: Pick<GovernedNamespace, "scope" | "guard" | "dataRegions">,
  sessions: readonly string[],
): readonly SnapshotAsset[] {
  const { successor } = guard;
  if (successor === undefined || sessions.length === 0) return assets;
  const heir = groupArnOf(scope, successor);
  const going = new Set(sessions.map((session) => userArnOf(scope, session)));
  return assets.map((asset) => {
    const { kind, region, grants } = asset;
    if (!dataRegions.includes(region)) return asset;
    const owners = ownersOf(
      kind,
      grants.map(({ principal, actions }) => ({ Principal: principal, Actions: [...actions] })),
    );
    if (!owners.some((owner) => going.has(owner))) return asset;
    return { ...asset, grants: withGrant(grants, heir, permissionSet(kind, "owner")) };
  });
}
