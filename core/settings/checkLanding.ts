import { ownValue } from "../aws/ownValue.ts";
import { assetLists } from "./assetLists.ts";
import { checkGroup } from "./checkGroup.ts";
import { landingKey } from "./landingPage.ts";
import type { Problem } from "./problem.ts";
import { showText } from "./showText.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** What is wrong with the setting `landing` beside the others: names that it takes, and what the group of newcomers may have. */
export function checkLanding(settings: TenantSettings): Problem[] {
  const { landing } = settings;
  if (landing === undefined) return [];
  return [
    ...checkKey("dataSources", settings),
    ...checkKey("dataSets", settings),
    ...checkListed(settings),
    ...(landing.newcomers === undefined ? [] : checkNewcomers(landing.newcomers, settings)),
  ];
}

function checkKey(list: "dataSources" | "dataSets", settings: TenantSettings): Problem[] {
  if (!Object.hasOwn(settings[list], landingKey)) return [];
  const message = "is what tenant.landing calls its own; use another name";
  return [{ where: `tenant.${list}.${landingKey}`, message }];
}

/** A dashboard that `access` gives nobody by this name or id is listed for nobody; with an `all`, nobody knows names. */
function checkListed({ landing, access }: TenantSettings): Problem[] {
  const named = new Set(access.flatMap((entry) => entry[assetLists.dashboard] ?? []));
  return (landing?.dashboards ?? []).flatMap((name, index) => {
    if (named.has(name)) return [];
    const where = `tenant.landing.dashboards[${index}]`;
    const message = `is in no entry of tenant.access (got ${showText(name)}), so that there is no group to name for it; give it to a group there, by this name or id, or leave it out`;
    return [{ where, message }];
  });
}

/** Whoever signs in gets what this group has, and may be anybody whom the identity provider lets in. */
function checkNewcomers(group: string, settings: TenantSettings): Problem[] {
  const where = "tenant.landing.newcomers";
  const declared = ownValue(settings.groups, group);
  if (declared === undefined) return checkGroup(where, group, settings);
  const problems: Problem[] = [];
  const refuse = (message: string) => problems.push({ where, message });
  const { role = "READER", customPermissions } = declared;
  if (role !== "READER") {
    refuse(`newcomers are readers (group ${group} gives ${role}); use a group without a role`);
  }
  if (customPermissions !== undefined) {
    refuse(
      `newcomers are given no custom permissions (group ${group} gives ${customPermissions}); use a group without`,
    );
  }
  for (const used of usesOf(group, settings)) {
    refuse(
      `newcomers open the landing page and nothing else (group ${group} is in ${used}); take it out there, or use a group of its own`,
    );
  }
  return problems;
}

/** Where the settings give a group anything. */
function usesOf(
  group: string,
  { access, folders, dataSources, dataSets, labels, entitlements, guard }: TenantSettings,
): string[] {
  const granted = [
    ...Object.entries(dataSources).map(
      ([name, one]) => [`tenant.dataSources.${name}`, one] as const,
    ),
    ...Object.entries(dataSets).map(([name, one]) => [`tenant.dataSets.${name}`, one] as const),
  ];
  return [
    ...access.flatMap((entry, index) => (entry.group === group ? [`tenant.access[${index}]`] : [])),
    ...granted.flatMap(([where, { owners, viewers }]) =>
      [...owners, ...viewers].includes(group) ? [where] : [],
    ),
    ...Object.entries(dataSets).flatMap(([name, { rowRules = [], columnRules = [] }]) => [
      ...(rowRules.some((rule) => rule.group === group)
        ? [`tenant.dataSets.${name}.rowRules`]
        : []),
      ...(columnRules.some((rule) => rule.groups.includes(group))
        ? [`tenant.dataSets.${name}.columnRules`]
        : []),
    ]),
    ...Object.entries(labels).flatMap(([name, { groups }]) =>
      groups.includes(group) ? [`tenant.labels.${name}`] : [],
    ),
    ...Object.entries(folders).flatMap(([name, { owners, contributors, viewers }]) =>
      [...owners, ...contributors, ...viewers].includes(group) ? [`tenant.folders.${name}`] : [],
    ),
    ...(entitlements?.rows ?? []).flatMap((row, index) =>
      row.group === group ? [`tenant.entitlements.rows[${index}]`] : [],
    ),
    ...(guard.successor === group ? ["tenant.guard.successor"] : []),
  ];
}
