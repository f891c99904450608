import type { Asset } from "../assets/asset.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import type { KindTable } from "../assets/kindRow.ts";
import { permissionSet } from "../assets/permissionSet.ts";
import { rowOf } from "../assets/rowOf.ts";
import { type AccessLevel, type Grant, levelsOfAll } from "./grant.ts";

/** What a group of ours can do with an asset now. */
export interface ActualGrant {
  /** Its name in the settings. */
  readonly group: string;
  readonly level: AccessLevel;
  /** The actions as QuickSight has them, which may be fewer or more than those of the level. */
  readonly actions: readonly string[];
}

/** An asset with the grants of our groups; those of everybody else are not even kept. */
export interface ActualAsset extends Asset {
  readonly grants: readonly ActualGrant[];
  /**
   * Whether it is shared with our namespace as a whole.
   * @default false
   */
  readonly openToAll?: boolean;
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
}

/**
 * True when `all` at this level is about assets of this kind.
 *
 * @param table rows by kind; default: all that there are
 */
export function covers(
  level: AccessLevel | undefined,
  kind: string,
  table: KindTable = assetKinds,
): boolean {
  return level !== undefined && (rowOf(table, kind).all ?? []).includes(level);
}

/** The kinds whose grants must be known: dashboards always, the others only where somebody has or had `all`. */
export function kindsOf(...grants: readonly (readonly Grant[])[]): string[] {
  const levels = grants.flatMap((some) => [...levelsOfAll(some).values()]);
  return Object.keys(assetKinds).filter(
    (kind) => kind === "dashboard" || levels.some((level) => covers(level, kind)),
  );
}

/** The level that actions amount to: with anything that only owners may do, it is the owner's. */
export function levelOf(kind: string, actions: readonly string[]): AccessLevel {
  const viewer = permissionSet(kind, "viewer");
  const ownerOnly = permissionSet(kind, "owner").filter((action) => !viewer.includes(action));
  return ownerOnly.some((action) => actions.includes(action)) ? "owner" : "viewer";
}

/**
 * True when the grant is the whole level. Actions beyond all that we know do not matter: QuickSight adds some to its sets
 * over time, and a grant that was written again for them would be written in every run.
 */
export function isWhole(kind: string, { level, actions }: ActualGrant): boolean {
  return permissionSet(kind, level).every((action) => actions.includes(action));
}
