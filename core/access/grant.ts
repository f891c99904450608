import type { Asset } from "../assets/asset.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import type { KindTable, Level } from "../assets/kindRow.ts";
import { levels } from "../assets/levelOf.ts";
import { rowOf } from "../assets/rowOf.ts";

/** What a grant is about: one asset, every asset of one kind, or every asset of the kinds that `all` is about at its level. */
export type GrantedThing =
  | { readonly asset: Asset; readonly all?: never }
  | { readonly all: string | true; readonly asset?: never };

/** What a group is given. */
export type Grant = { readonly group: string; readonly level: Level } & GrantedThing;

/** A grant on one asset. */
export type AssetGrant = Extract<Grant, { readonly asset: Asset }>;

/** True for a grant on one asset, false for one on every asset. */
export function isAssetGrant(grant: Grant): grant is AssetGrant {
  return grant.asset !== undefined;
}

/** What stands for everybody of the namespace where a grant names a group; no group can be called so. */
export const everybody = "*";

/** True when the level gives more than the other, or the other is none. */
export function isHigher(level: Level, other: Level | undefined): boolean {
  return other === undefined || levels.indexOf(level) > levels.indexOf(other);
}

/**
 * A level as it can be given on an asset: "The owner role is not supported for restricted shared folders" (user guide, "Permissions for
 * shared folders"), where the most is contributor.
 */
export function levelOn({ restricted = false }: Pick<Asset, "restricted">, level: Level): Level {
  return restricted && level === "owner" ? "contributor" : level;
}

/** What tells an asset from all others of a Region. */
export const assetKey = ({ kind, id }: Pick<Asset, "kind" | "id">): string => `${kind} ${id}`;

/** By group, the level that it has on every asset of a kind, by kind. */
export type AllLevels = ReadonlyMap<string, ReadonlyMap<string, Level>>;

/**
 * What groups have on every asset of a kind.
 *
 * @param table rows by kind; default: all that there are
 */
export function levelsOfAll(grants: readonly Grant[], table: KindTable = assetKinds): AllLevels {
  const found = new Map<string, Map<string, Level>>();
  for (const { group, level, all } of grants) {
    if (all === undefined) continue;
    const levelsOf = found.get(group) ?? new Map<string, Level>();
    for (const kind of kindsCovered(level, all, table)) {
      if (isHigher(level, levelsOf.get(kind))) levelsOf.set(kind, level);
    }
    found.set(group, levelsOf);
  }
  return found;
}

/** The kinds that a grant on everything is about. */
export function kindsCovered(
  level: Level,
  all: string | true,
  table: KindTable = assetKinds,
): string[] {
  if (all !== true) return [all];
  return Object.keys(table).filter((kind) => (rowOf(table, kind).all ?? []).includes(level));
}

/**
 * Each group and asset once: the higher level stays. An asset that the group has by an `all` at the same level is left out, so that the
 * same access is always the same text; so is an `all` of one kind beside that of several.
 */
export function mergeGrants(grants: readonly Grant[]): Grant[] {
  const all = levelsOfAll(grants);
  const several = levelsOfAll(grants.filter((grant) => grant.all === true));
  const merged = new Map<string, Grant>();
  for (const grant of grants) {
    const { group, level } = grant;
    const [kind, besides] = isAssetGrant(grant) ? [grant.asset.kind, all] : [grant.all, several];
    if (kind !== true && !isHigher(level, besides.get(group)?.get(kind))) continue;
    const key = keyOfGrant(grant);
    if (isHigher(level, merged.get(key)?.level)) merged.set(key, grant);
  }
  return [...merged.values()];
}

/** What two grants must have in common to be about the same. */
export function keyOfGrant(grant: Grant): string {
  return JSON.stringify([
    grant.group,
    ...(isAssetGrant(grant) ? [grant.asset.kind, grant.asset.id] : [grant.all]),
  ]);
}
