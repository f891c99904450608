import {
  type ActualAccess,
  type ActualAsset,
  covers,
  isWhole,
  type UnreadableAsset,
} from "./actualAccess.ts";
import { formatAccess, type Shortfall } from "./accessText.ts";
import { type AccessLevel, type Grant, isDashboardGrant, isHigher, levelsOfAll } from "./grant.ts";

/**
 * What our groups can open now, as the text of `formatAccess`: a line for each grant on a dashboard, and each `all` that was
 * declared, with a count where it does not hold on every asset. What could not be read is taken to be as declared, so that it
 * never looks like drift.
 *
 * @param declared the grants of the state
 */
export function formatActualAccess(actual: ActualAccess, declared: readonly Grant[]): string {
  const all = levelsOfAll(declared);
  const shortfalls = new Map<string, Shortfall>();
  for (const [group, level] of all) {
    const assets = actual.assets.filter(({ kind }) => covers(level, kind));
    const granted = assets.filter((asset) => hasAll(asset, group, level)).length;
    if (granted < assets.length) shortfalls.set(group, { granted, assets: assets.length });
  }
  const grants = [
    ...[...all].map(([group, level]): Grant => ({ group, level, all: true })),
    ...actual.assets.flatMap((asset) => grantsOn(asset, all)),
    ...keepUnread(declared, actual.unreadable),
  ];
  return formatAccess(grants, shortfalls);
}

/** A dashboard on which the group has more gets a line of its own; on other assets, more is not as declared. */
function hasAll({ kind, grants }: ActualAsset, group: string, level: AccessLevel): boolean {
  const grant = grants.find((one) => one.group === group);
  if (grant === undefined || !isWhole(kind, grant)) return false;
  return grant.level === level || (kind === "dashboard" && grant.level === "owner");
}

function grantsOn(asset: ActualAsset, all: ReadonlyMap<string, AccessLevel>): Grant[] {
  const { kind, id, name, grants } = asset;
  if (kind !== "dashboard") return [];
  return grants
    .filter(({ group, level }) => isHigher(level, all.get(group)))
    .map(({ group, level }) => ({ group, level, dashboard: { id, name } }));
}

function keepUnread(declared: readonly Grant[], unreadable: readonly UnreadableAsset[]): Grant[] {
  const unread = new Set(
    unreadable.flatMap(({ asset: { kind, id } }) => (kind === "dashboard" ? [id] : [])),
  );
  return declared.filter((grant) => isDashboardGrant(grant) && unread.has(grant.dashboard.id));
}
