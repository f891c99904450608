import { arnOf } from "../../store/arnOf.ts";
import type { Asset, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import type { AssetKind } from "./assetKind.ts";
import { findPrincipal, withGroups } from "./principals.ts";
import { permissionsThroughFolders } from "./throughFolders.ts";

/** Whether an asset is somebody's to open: directly, through groups or folders, or with everybody of their namespace. */
export function mayOpen(
  store: Store,
  assets: RegionAssets,
  kind: AssetKind,
  asset: Asset,
  userArn: string,
): boolean {
  const user = findPrincipal(store, userArn);
  const { id: accountId, identityRegion } = store.account;
  const namespace = user !== undefined && "namespace" in user ? user.namespace.name : "";
  const everybody = arnOf(identityRegion, accountId, `namespace/${namespace}`);
  const principals = new Set([...withGroups(store, userArn), everybody]);
  const all = [asset.permissions, ...permissionsThroughFolders(assets, kind)(asset)];
  return all.some((permissions) => [...permissions.keys()].some((one) => principals.has(one)));
}
