import { type Asset, describeAsset } from "../assets/asset.ts";
import {
  type ActualAccess,
  type ActualAsset,
  covers,
  type HeldGrant,
  isWhole,
} from "./actualAccess.ts";
import { type AccessLevel, type Grant, isDashboardGrant, isHigher, levelsOfAll } from "./grant.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import { permissionSet } from "../assets/permissionSet.ts";

/** One step for one group on one asset, and why. */
export type AccessOperation = {
  readonly asset: Asset;
  /** Without the prefix. */
  readonly group: string;
  readonly reason: string;
} & (
  | { readonly kind: "grant"; readonly level: AccessLevel }
  | {
      readonly kind: "change";
      readonly from: AccessLevel;
      readonly to: AccessLevel;
      /** The actions that go; the whole set of the new level is granted. */
      readonly surplus: readonly string[];
    }
  | { readonly kind: "revoke"; readonly level: AccessLevel; readonly actions: readonly string[] }
);

/** What to do, by asset and group; and what is left alone. */
export interface AccessPlan {
  readonly operations: readonly AccessOperation[];
  /** Assets and grants that are not ours to change, in words. */
  readonly notices: readonly string[];
  /** The grants that this plan decides on, as they are now: what the guard's limit is a part of. */
  readonly held: number;
}

/** The setting, as the plan asks it. */
interface Wishes {
  readonly all: ReadonlyMap<string, AccessLevel>;
  /** Groups with their level, by the id of the dashboard. */
  readonly named: ReadonlyMap<string, ReadonlyMap<string, AccessLevel>>;
  /** The groups that had `all` when this program last wrote, with their level then. */
  readonly hadAll: ReadonlyMap<string, AccessLevel>;
}

/**
 * The steps that make access what the grants say. Pure: a plan made after all steps were applied is empty.
 *
 * On dashboards our groups have what is declared and nothing else. On assets of the other kinds a grant is ours to change
 * only if the group has or had `all`: otherwise an author gave it, and it is reported and left.
 *
 * @param had what was declared when this program last wrote: a group that lost its `all` is known from it alone
 */
export function planAccess(
  desired: readonly Grant[],
  actual: ActualAccess,
  had: readonly Grant[] = [],
): AccessPlan {
  const wishes = toWishes(desired, had);
  const planned = actual.assets.map((asset) => planAsset(asset, wishes));
  const missing = findMissing(desired, actual).map((asset) =>
    planAsset({ ...asset, grants: [] }, wishes),
  );
  const notices = actual.unreadable.map(
    ({ asset, reason }) =>
      `${describeAsset(asset)}: its permissions cannot be read (${reason}); left as is`,
  );
  const parts = [...planned, ...missing];
  return {
    operations: parts.flatMap(({ operations }) => operations).sort(compareOperations),
    notices: [...notices, ...parts.flatMap((part) => part.notices)].sort(),
    held: parts.reduce((sum, part) => sum + part.held, 0),
  };
}

function toWishes(desired: readonly Grant[], had: readonly Grant[]): Wishes {
  const named = new Map<string, Map<string, AccessLevel>>();
  for (const { group, level, dashboard } of desired.filter(isDashboardGrant)) {
    const groups = named.get(dashboard.id) ?? new Map<string, AccessLevel>();
    if (isHigher(level, groups.get(group))) groups.set(group, level);
    named.set(dashboard.id, groups);
  }
  return { all: levelsOfAll(desired), named, hadAll: levelsOfAll(had) };
}

/** Dashboards that are declared but not listed: deleted a moment ago, or too new for the list. The call will tell. */
function findMissing(desired: readonly Grant[], actual: ActualAccess): Asset[] {
  const known = new Set(
    [...actual.assets, ...actual.unreadable.map(({ asset }) => asset)]
      .filter(({ kind }) => kind === "dashboard")
      .map(({ id }) => id),
  );
  const missing = new Map<string, Asset>();
  for (const { dashboard } of desired.filter(isDashboardGrant)) {
    if (!known.has(dashboard.id)) missing.set(dashboard.id, { kind: "dashboard", ...dashboard });
  }
  return [...missing.values()];
}

function planAsset({ grants, ...asset }: ActualAsset, wishes: Wishes): AccessPlan {
  const wanted = wantedOn(asset, wishes);
  const current = new Map(grants.map((grant) => [grant.group, grant]));
  const operations: AccessOperation[] = [];
  const notices: string[] = [];
  let held = 0;
  for (const [group, level] of wanted) {
    const operation = planWanted(asset, group, level, current.get(group), wishes);
    if (operation !== undefined) operations.push(operation);
  }
  for (const { group, level, actions } of grants) {
    if (wanted.has(group)) {
      held += 1;
    } else if (isOurs(asset, group, wishes)) {
      held += 1;
      const reason =
        asset.kind === "dashboard" ? "access does not declare it" : "the group no longer has all";
      operations.push({ kind: "revoke", asset, group, level, actions, reason });
    } else {
      notices.push(
        `${describeAsset(asset)}: group ${group} is ${level}, not by this program; left as is`,
      );
    }
  }
  return { operations, notices, held };
}

function wantedOn({ kind, id }: Asset, { all, named }: Wishes): Map<string, AccessLevel> {
  const wanted = new Map([...all].filter(([, level]) => covers(level, kind)));
  if (kind === "dashboard") {
    for (const [group, level] of named.get(id) ?? []) {
      if (isHigher(level, wanted.get(group))) wanted.set(group, level);
    }
  }
  return wanted;
}

function isOurs({ kind }: Asset, group: string, { all, hadAll }: Wishes): boolean {
  return kind === "dashboard" || covers(all.get(group), kind) || covers(hadAll.get(group), kind);
}

function planWanted(
  asset: Asset,
  group: string,
  level: AccessLevel,
  now: HeldGrant | undefined,
  { all }: Wishes,
): AccessOperation | undefined {
  const reason =
    all.get(group) === level ? `${group} has all: ${level}` : "access names the dashboard";
  if (now === undefined) return { kind: "grant", asset, group, level, reason };
  if (now.level === level && isWhole(asset.kind, now)) return undefined;
  const whole = permissionSet(asset.kind, level);
  const surplus = now.actions.filter((action) => !whole.includes(action));
  return { kind: "change", asset, group, from: now.level, to: level, surplus, reason };
}

function compareOperations(a: AccessOperation, b: AccessOperation): number {
  const kinds = Object.keys(assetKinds);
  const byKind = kinds.indexOf(a.asset.kind) - kinds.indexOf(b.asset.kind);
  if (byKind !== 0) return byKind;
  return sortKey(a) < sortKey(b) ? -1 : 1;
}

function sortKey({ asset, group }: AccessOperation): string {
  return [asset.name, asset.id, group].join("\n");
}
