import { permissionChanges } from "../access/permissionChanges.ts";
import type { AccessScope } from "../access/governedAccess.ts";
import { assetKey } from "../access/grant.ts";
import type { AccessStep } from "../access/step.ts";
import type { Snapshot, SnapshotGrant } from "./snapshot.ts";

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
    const changing = own.filter((step) => step.kind !== "unreadable");
    if (changing.length === 0) return asset;
    const { grant, revoke } = permissionChanges(scope, changing);
    const actions = new Map(asset.grants.map((one) => [one.principal, new Set(one.actions)]));
    for (const { Principal = "", Actions = [] } of revoke) {
      for (const action of Actions) actions.get(Principal)?.delete(action);
    }
    for (const { Principal = "", Actions = [] } of grant) {
      actions.set(Principal, new Set([...(actions.get(Principal) ?? []), ...Actions]));
    }
    const grants = [...actions].flatMap(([principal, all]): SnapshotGrant[] =>
      all.size === 0 ? [] : [{ principal, actions: [...all].sort() }],
    );
    return { ...asset, grants };
  });
  return { ...snapshot, assets };
}
