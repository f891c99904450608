import { describeAsset } from "../assets/asset.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import type { Level } from "../assets/kindRow.ts";
import { rowOf } from "../assets/rowOf.ts";
import { type AssetList, assetLists } from "../settings/assetLists.ts";
import { type ActualAccess, type ActualAsset, type ActualGrant, isWhole } from "./actualAccess.ts";
import { everybody } from "./grant.ts";
import type { AccessSetting } from "./resolveAccess.ts";

/** One entry of the setting, as it is written. */
export type DumpedEntry = AccessSetting & { readonly everybody?: true };

/** What the groups of a namespace can open, as settings. */
export interface DumpedAccess {
  /** The setting `access`, with assets by id: a plan made from it is empty. */
  readonly access: readonly DumpedEntry[];
  /** What the setting cannot say, in words. */
  readonly notices: readonly string[];
}

/**
 * Says in the setting `access` what the groups of a namespace can open, each asset by its id: names need not be of one only. Pure.
 *
 * A grant that is no whole level cannot be said. On a dashboard, where nothing but what is declared stays, the level is declared that it
 * amounts to, and a plan completes it; on other kinds it is left out, and plans leave it alone.
 *
 * @param groups those that the settings have
 */
export function dumpAccess(actual: ActualAccess, groups: readonly string[]): DumpedAccess {
  const entries = new Map<string, { group: string; level: Level; ids: [AssetList, string][] }>();
  const notices: string[] = [];
  for (const asset of actual.assets) {
    for (const grant of asset.grants) {
      const { isSaid, notice } = judge(asset, grant, groups);
      const { group, level } = grant;
      if (notice !== undefined) notices.push(`${describeAsset(asset)}: ${nameOf(group)} ${notice}`);
      if (!isSaid) continue;
      const key = `${group}\n${level}`;
      const entry = entries.get(key) ?? { group, level, ids: [] };
      entry.ids.push([assetLists[asset.kind as keyof typeof assetLists], asset.id]);
      entries.set(key, entry);
    }
  }
  const unread = actual.unreadable.map(
    ({ asset, reason }) => `${describeAsset(asset)}: its permissions cannot be read (${reason})`,
  );
  return {
    access: [...entries.keys()]
      .sort()
      .flatMap((key) => entries.get(key) ?? [])
      .map(settingOf),
    notices: [...notices, ...unread].sort(),
  };
}

/** Whether the setting says a grant, and what a person should know of it. */
function judge(
  asset: ActualAsset,
  grant: ActualGrant,
  groups: readonly string[],
): { readonly isSaid: boolean; readonly notice?: string } {
  const { group, level } = grant;
  const whole = isWhole(asset.kind, grant);
  if (group === everybody) {
    const isSaid = whole && level === "viewer" && rowOf(assetKinds, asset.kind).everybody === true;
    return isSaid
      ? { isSaid }
      : { isSaid, notice: `may open it as ${level}; plans leave that alone` };
  }
  const isDashboard = asset.kind === "dashboard";
  if (!groups.includes(group)) {
    const notice = isDashboard
      ? `is ${level}, and the settings cannot name it: a plan takes that; rename the group or share with another`
      : `is ${level}, and the settings cannot name it; plans leave that alone`;
    return { isSaid: false, notice };
  }
  if (whole) return { isSaid: true };
  const notice = isDashboard
    ? `holds a part of what ${level}s may: a plan completes it`
    : `holds a part of what ${level}s may; plans leave that alone`;
  return { isSaid: isDashboard, notice };
}

function settingOf({
  group,
  level,
  ids,
}: {
  readonly group: string;
  readonly level: Level;
  readonly ids: readonly (readonly [AssetList, string])[];
}): DumpedEntry {
  const lists = Map.groupBy(ids, ([list]) => list);
  return {
    ...(group === everybody ? { everybody: true } : { group }),
    ...(level === "viewer" ? {} : { level }),
    ...Object.fromEntries([...lists].map(([list, some]) => [list, some.map(([, id]) => id)])),
  };
}

function nameOf(group: string): string {
  return group === everybody ? "everybody of the namespace" : `group ${group}`;
}
