import { checkGroup } from "./checkGroup.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import type { Problem } from "./problem.ts";
import type { TenantSettings } from "./tenantSettings.ts";
import { levelOnEvery, withEveryAsset } from "./withEveryAsset.ts";

/**
 * Owners see every row, whatever the rules say (QuickSight user guide, "Using row-level security"). Settings that give a group rows by
 * a rule, or make it a viewer, and make it an owner as well say two things, of which the one that nobody meant would hold: they
 * are refused, unless `allRows` says that the group is meant to see every row. What it says of a group that does not own the set has no
 * effect, and is no mistake: a group may lose `all: owner` without anything else being changed.
 */
export function checkOwners(
  where: string,
  dataSet: DataSetSettings,
  settings: Pick<TenantSettings, "access" | "groups">,
): Problem[] {
  const { entitled, viewers, allRows } = dataSet;
  const rowRules = dataSet.rowRules ?? (entitled && []);
  const unknown = allRows.flatMap((group, index) =>
    checkGroup(`${where}.allRows[${index}]`, group, settings),
  );
  if (rowRules === undefined) return unknown;
  const owners = new Set(withEveryAsset(dataSet, settings, "dataSets").owners);
  const isPast = (group: string) => owners.has(group) && !allRows.includes(group);
  const past = (place: string, group: string): Problem => ({
    where: `${where}.${place}`,
    message: `group ${group} owns the data set (${whyOwner(group, dataSet, settings)}), and owners see every row, whatever the rules say; take that away, or name the group in allRows if it is meant to see every row`,
  });
  return [
    ...unknown,
    // A rule without values gives every row itself.
    ...rowRules.flatMap(({ group, values }, index) =>
      group !== undefined && isPast(group) && Object.keys(values).length > 0
        ? [past(`rowRules[${index}].group`, group)]
        : [],
    ),
    ...viewers.flatMap((group, index) => (isPast(group) ? [past(`viewers[${index}]`, group)] : [])),
  ];
}

/** The setting that makes a group an owner: the data set's own, or the one that gives it every asset. */
export function whyOwner(
  group: string,
  { owners }: Pick<DataSetSettings, "owners">,
  { access }: Pick<TenantSettings, "access">,
): string {
  const own = owners.indexOf(group);
  if (own !== -1) return `owners[${own}]`;
  const index = access.findIndex(
    (entry) => entry.group === group && levelOnEvery(entry, "dataSets") === "owner",
  );
  const all = access[index]?.all;
  return `tenant.access[${index}], ${typeof all === "object" ? "all.dataSets" : "all"}: owner`;
}
