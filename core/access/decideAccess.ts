import type { Asset } from "../assets/asset.ts";
import { isSample } from "../assets/isSample.ts";
import type { Level } from "../assets/kindRow.ts";
import type { ActualAccess } from "./actualAccess.ts";
import type { GovernedAccess } from "./governedAccess.ts";
import {
  type AllLevels,
  assetKey,
  everybody,
  type Grant,
  isAssetGrant,
  isHigher,
  levelOn,
  levelsOfAll,
} from "./grant.ts";

/** The setting, as a plan and its guard ask it. */
export interface Decisions {
  /** The levels that groups are to have on an asset, by group. */
  readonly desiredOn: (asset: Asset) => ReadonlyMap<string, Level>;
  /** True when a group's grant on an asset is ours to change. */
  readonly isOurs: (asset: Asset, group: string) => boolean;
  /** True when the other setting gives it, and this one does not. */
  readonly isElsewhere: (asset: Asset, group: string) => boolean;
  /** The groups that have every asset, with their levels. */
  readonly all: AllLevels;
  /** The same of what was declared before. */
  readonly formerAll: AllLevels;
}

/**
 * What the setting says of each asset. On dashboards, and on folders that this program made, our groups have what is declared and nothing
 * else; on dashboards not where what is and was declared is for everybody: a landing page alone is no reason to take from groups what people
 * gave them. On assets of the other kinds a
 * grant is ours to change only if it is or was declared, by name or by an `all`: otherwise an author gave it. So is what everybody of
 * the namespace has, on any. What the other setting gives on a folder that somebody else made is its own: a group that moves from one setting
 * to the other loses nothing in between, whichever is done first.
 */
export function decideAccess({
  grants,
  former,
  folders,
  elsewhere = [],
}: Pick<GovernedAccess, "grants" | "former" | "folders" | "elsewhere">): Decisions {
  const own = new Set(folders?.declared.filter((one) => one.own).map(({ id }) => id));
  const all = levelsOfAll(grants);
  const formerAll = levelsOfAll(former);
  const named = namedIn(grants);
  const formerNamed = namedIn(former);
  const [namedElsewhere, allElsewhere] = [namedIn(elsewhere), levelsOfAll(elsewhere)];
  // What an `all` leaves out was given by an earlier version, or by an author: it goes with the `all`.
  const isOfAll = (asset: Asset, group: string) => {
    const [isNow, wasBefore] = [all, formerAll].map((one) => one.get(group)?.has(asset.kind));
    return isSample(asset)
      ? isNow !== true && wasBefore === true
      : isNow === true || wasBefore === true;
  };
  const isForAll = ({ group }: Grant) => group === everybody;
  const known = [...grants, ...former];
  const isAboutGroups = known.length === 0 || !known.every(isForAll);
  const isHere = (asset: Asset, group: string) =>
    all.get(group)?.has(asset.kind) === true || named.get(assetKey(asset))?.has(group) === true;
  const isElsewhere = (asset: Asset, group: string) =>
    asset.kind === "folder" &&
    !own.has(asset.id) &&
    !isHere(asset, group) &&
    (allElsewhere.get(group)?.has(asset.kind) === true ||
      namedElsewhere.get(assetKey(asset))?.has(group) === true);
  return {
    all,
    formerAll,
    isElsewhere,
    desiredOn: (asset) => {
      const desired = new Map<string, Level>();
      for (const [group, levelsOf] of isSample(asset) ? [] : all) {
        const level = levelsOf.get(asset.kind);
        if (level !== undefined) desired.set(group, levelOn(asset, level));
      }
      for (const [group, level] of named.get(assetKey(asset)) ?? []) {
        if (isHigher(level, desired.get(group))) desired.set(group, level);
      }
      return desired;
    },
    isOurs: (asset, group) =>
      !isElsewhere(asset, group) &&
      ((isAboutGroups && asset.kind === "dashboard" && group !== everybody) ||
        (asset.kind === "folder" && own.has(asset.id)) ||
        isOfAll(asset, group) ||
        [named, formerNamed].some((some) => some.get(assetKey(asset))?.has(group) === true)),
  };
}

function namedIn(grants: readonly Grant[]): Map<string, Map<string, Level>> {
  const named = new Map<string, Map<string, Level>>();
  for (const { group, level, asset } of grants.filter(isAssetGrant)) {
    const key = assetKey(asset);
    const groups = named.get(key) ?? new Map<string, Level>();
    if (groups.size === 0) named.set(key, groups);
    if (isHigher(level, groups.get(group))) groups.set(group, level);
  }
  return named;
}

/** What was decided, by what it was decided from: each rule of the guard asks, and the plan. */
const decided = new WeakMap<object, Decisions>();

/** {@link decideAccess}, worked out once for each object. */
export function decisionsOf(desired: Pick<GovernedAccess, "grants" | "former">): Decisions {
  const known = decided.get(desired) ?? decideAccess(desired);
  decided.set(desired, known);
  return known;
}

/** How many grants there are now that are ours to change: what the guard's limits are a part of. */
export function countDecided(
  desired: Pick<GovernedAccess, "grants" | "former" | "folders">,
  { assets }: ActualAccess,
): number {
  const { isOurs } = decisionsOf(desired);
  let count = 0;
  for (const asset of assets) {
    for (const { group } of asset.grants) if (isOurs(asset, group)) count += 1;
  }
  return count;
}
