import type { Asset } from "../assets/asset.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import type { Level } from "../assets/kindRow.ts";
import { permissionSet } from "../assets/permissionSet.ts";
import type { ActualFolder } from "./folders/governedFolders.ts";
import { type Grant, kindsCovered } from "./grant.ts";

/** What a group of ours can do with an asset now. */
export interface ActualGrant {
  /** Its name in the settings, or what stands for everybody of the namespace. */
  readonly group: string;
  readonly level: Level;
  /** The actions as QuickSight has them, which may be fewer or more than those of the level. */
  readonly actions: readonly string[];
}

/** An asset with the grants of our groups; those of everybody else are not even kept. */
export interface ActualAsset extends Asset {
  readonly grants: readonly ActualGrant[];
}

/** An asset whose permissions could not be read. */
export interface UnreadableAsset {
  readonly asset: Asset;
  readonly reason: string;
}

/** What our groups can open now. */
export interface ActualAccess {
  readonly assets: readonly ActualAsset[];
  readonly unreadable: readonly UnreadableAsset[];
  /** The folders that the setting `folders` is about, as far as they are there; absent where it is about `access`. */
  readonly folders?: readonly ActualFolder[];
}

/** The kinds whose grants must be known: dashboards always, the others only where somebody has or had one of them, or all. */
export function kindsOf(...grants: readonly (readonly Grant[])[]): string[] {
  const kinds = new Set(["dashboard"]);
  for (const { asset, all, level } of grants.flat()) {
    if (asset !== undefined) kinds.add(asset.kind);
    else for (const kind of kindsCovered(level, all)) kinds.add(kind);
  }
  return Object.keys(assetKinds).filter((kind) => kinds.has(kind));
}

/**
 * True when the grant is the whole level. Actions beyond all that we know do not matter: QuickSight adds some to its sets
 * over time, and a grant that was written again for them would be written in every run.
 */
export function isWhole(kind: string, { level, actions }: ActualGrant): boolean {
  return permissionSet(kind, level).every((action) => actions.includes(action));
}
