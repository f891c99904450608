import type { Level } from "../assets/kindRow.ts";

/** What a group may do with an asset: open it, or change, share and delete it. */
export type AccessLevel = Extract<Level, "viewer" | "owner">;

/** A dashboard as people and QuickSight know it. */
export interface DashboardRef {
  readonly id: string;
  readonly name: string;
}

/** What a group is given: one dashboard, or every asset. */
export type Grant = { readonly group: string; readonly level: AccessLevel } & (
  { readonly dashboard: DashboardRef } | { readonly all: true }
);

/** A grant on one dashboard. */
export type DashboardGrant = Extract<Grant, { readonly dashboard: DashboardRef }>;

/** True for a grant on one dashboard, false for one on every asset. */
export function isDashboardGrant(grant: Grant): grant is DashboardGrant {
  return "dashboard" in grant;
}

/** True when the level gives more than the other, or the other is none. */
export function isHigher(level: AccessLevel, other: AccessLevel | undefined): boolean {
  return other === undefined || (level === "owner" && other === "viewer");
}

/**
 * Each group and dashboard once: the higher level stays. A dashboard that the group's `all` gives at the same level is left
 * out, so that the same access is always the same text.
 */
export function mergeGrants(grants: readonly Grant[]): Grant[] {
  const all = levelsOfAll(grants);
  const merged = new Map<string, Grant>();
  for (const grant of grants) {
    if (isDashboardGrant(grant) && !isHigher(grant.level, all.get(grant.group))) continue;
    const key = JSON.stringify([grant.group, isDashboardGrant(grant) ? grant.dashboard.id : null]);
    if (isHigher(grant.level, merged.get(key)?.level)) merged.set(key, grant);
  }
  return [...merged.values()];
}

/** The groups that have every asset, with their level. */
export function levelsOfAll(grants: readonly Grant[]): Map<string, AccessLevel> {
  const levels = new Map<string, AccessLevel>();
  for (const grant of grants) {
    if (isDashboardGrant(grant)) continue;
    if (isHigher(grant.level, levels.get(grant.group))) levels.set(grant.group, grant.level);
  }
  return levels;
}
