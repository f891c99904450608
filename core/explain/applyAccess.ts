import { permissionChanges } from "../access/permissionChanges.ts";
import type { AccessScope } from "../access/governedAccess.ts";
import { assetKey } from "../access/grant.ts";
import type { AccessStep } from "../access/step.ts";
import type { Snapshot, SnapshotGrant } from "./snapshot.ts";
import { withGrant } from "./withGrant.ts";

/** The account once all steps of a plan for access are done; what could not be read stays so. */
export function applyAccess(
  snapshot: Snapshot,
  scope: AccessScope,
  dataRegion: string,
  steps: readonly AccessStep[],
): Snapshot {
  const byAsset = Map.groupBy(steps, ({ asset }) => assetKey(asset));
  const assets = snapshot.assets.map((asset) => {
    const own = asset.region === dataRegion ? (byAsset.get(assetKey(asset)) ?? []) : [];
    const changing = own.filter((step) => "group" in step);
    if (changing.length === 0) return asset;
    const { grant, revoke } = permissionChanges(scope, changing);
    let grants: readonly SnapshotGrant[] = asset.grants;
    for (const { Principal, Actions = [] } of revoke) {
      grants = grants.flatMap(({ principal, actions }) => {
        if (principal !== Principal) return [{ principal, actions }];
        const left = actions.filter((action) => !Actions.includes(action));
        return left.length === 0 ? [] : [{ principal, actions: left }];
      });
    }
    for (const { Principal = "", Actions = [] } of grant) {
      grants = withGrant(grants, Principal, Actions);
    }
    return { ...asset, grants };
  });
  return { ...snapshot, assets };
}
