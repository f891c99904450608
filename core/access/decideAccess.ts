import type { Asset } from "../assets/asset.ts";
import { type ActualAccess, covers } from "./actualAccess.ts";
import type { GovernedAccess } from "./governedAccess.ts";
import { type AccessLevel, isDashboardGrant, isHigher, levelsOfAll } from "./grant.ts";

/** The setting, as a plan and its guard ask it. */
export interface Decisions {
  /** The levels that groups are to have on an asset, by group. */
  readonly desiredOn: (asset: Asset) => ReadonlyMap<string, AccessLevel>;
  /** True when a group's grant on an asset is ours to change. */
  readonly isOurs: (asset: Asset, group: string) => boolean;
  /** The groups that have every asset, with their level. */
  readonly all: ReadonlyMap<string, AccessLevel>;
}

/**
 * What the setting says of each asset. On dashboards our groups have what is declared and nothing else. On assets of the other
 * kinds a grant is ours to change only if the group has or had `all`: otherwise an author gave it.
 */
export function decideAccess({
  grants,
  former,
}: Pick<GovernedAccess, "grants" | "former">): Decisions {
  const all = levelsOfAll(grants);
  const formerAll = levelsOfAll(former);
  const named = new Map<string, Map<string, AccessLevel>>();
  for (const { group, level, dashboard } of grants.filter(isDashboardGrant)) {
    const groups = named.get(dashboard.id) ?? new Map<string, AccessLevel>();
    if (isHigher(level, groups.get(group))) groups.set(group, level);
    named.set(dashboard.id, groups);
  }
  return {
    all,
    desiredOn: ({ kind, id }) => {
      const desired = new Map([...all].filter(([, level]) => covers(level, kind)));
      if (kind !== "dashboard") return desired;
      for (const [group, level] of named.get(id) ?? []) {
        if (isHigher(level, desired.get(group))) desired.set(group, level);
      }
      return desired;
    },
    isOurs: ({ kind }, group) =>
      kind === "dashboard" || covers(all.get(group), kind) || covers(formerAll.get(group), kind),
  };
}

/** How many grants there are now that are ours to change: what the guard's limits are a part of. */
export function countDecided(
  desired: Pick<GovernedAccess, "grants" | "former">,
  { assets }: ActualAccess,
): number {
  const { isOurs } = decideAccess(desired);
  return assets.reduce(
    (sum, asset) => sum + asset.grants.filter(({ group }) => isOurs(asset, group)).length,
    0,
  );
}
