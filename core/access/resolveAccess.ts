import { showText } from "../settings/showText.ts";
import type { Problem } from "../settings/problem.ts";
import { closestNames } from "./closestNames.ts";
import { declaredAssetPrefix } from "../settings/assetIds.ts";
import { type AccessLevel, type DashboardRef, type Grant, mergeGrants } from "./grant.ts";

/** One entry of the setting `access`: dashboards, or everything. */
export interface AccessSetting {
  readonly group: string;
  /** Names or ids. */
  readonly dashboards?: readonly string[] | undefined;
  /**
   * What the group may do with the dashboards.
   * @default "viewer"
   */
  readonly level?: AccessLevel | undefined;
  /** Every asset, at this level. */
  readonly all?: AccessLevel | undefined;
}

/** What the setting `access` comes to. */
export interface ResolvedAccess {
  readonly grants: readonly Grant[];
  readonly problems: readonly Problem[];
  /** The groups that problems are about: what they are to open is not known for sure. */
  readonly uncertain: readonly string[];
}

/** The dashboards that there are, by id and by name. */
interface Known {
  readonly byId: ReadonlyMap<string, DashboardRef>;
  readonly byName: ReadonlyMap<string, readonly DashboardRef[]>;
}

/**
 * Turns the setting `access` into grants. A dashboard is given by its exact id or, if none has that id, its exact name; what
 * is given twice is merged, and owner wins over viewer.
 *
 * Problems: a name of several dashboards (guessing would give people the wrong one), a dashboard that does not exist, and
 * one that this program declares, as its own resource holds its grants.
 *
 * @param source the setting, as problems name it
 */
export function resolveAccess(
  access: readonly AccessSetting[],
  dashboards: readonly DashboardRef[],
  source = "tenant.access",
): ResolvedAccess {
  const known: Known = {
    byId: new Map(dashboards.map((dashboard) => [dashboard.id, dashboard])),
    byName: Map.groupBy(dashboards, ({ name }) => name),
  };
  const grants: Grant[] = [];
  const problems: Problem[] = [];
  const uncertain = new Set<string>();
  access.forEach((entry, index) => {
    const { group, all, level = "viewer" } = entry;
    if (all !== undefined) grants.push({ group, level: all, all: true });
    entry.dashboards?.forEach((reference, position) => {
      const found = findDashboard(reference, known);
      if (typeof found === "string") {
        uncertain.add(group);
        problems.push({ where: `${source}[${index}].dashboards[${position}]`, message: found });
      } else {
        const { id, name } = found;
        grants.push({ group, level, dashboard: { id, name } });
      }
    });
  });
  return { grants: mergeGrants(grants), problems, uncertain: [...uncertain].sort() };
}

/** The dashboard, or what is wrong with the reference to it. */
function findDashboard(reference: string, { byId, byName }: Known): DashboardRef | string {
  const named = byName.get(reference) ?? [];
  const found = byId.get(reference) ?? named[0];
  if (found === undefined) return describeUnknown(reference, byName);
  if (found.id !== reference && named.length > 1) {
    const ids = named.map(({ id }) => id).sort();
    return `${named.length} dashboards are called ${showText(reference)} (${ids.join(", ")}); give the id of the one you mean`;
  }
  if (found.id.startsWith(declaredAssetPrefix)) {
    return `dashboard ${showText(reference)} (${found.id}) is declared by this program; give access to it where it is declared`;
  }
  return found;
}

function describeUnknown(reference: string, byName: Known["byName"]): string {
  const closest = closestNames(reference, byName.keys()).map(showText);
  return closest.length === 0
    ? `no dashboard ${showText(reference)}, and no other in this Region; create it first`
    : `no dashboard has the name or id ${showText(reference)} (closest: ${closest.join(", ")}); correct it, or create the dashboard first`;
}
