import { showText } from "./showText.ts";
import { ownValue } from "../aws/ownValue.ts";
import { checkGroupNames } from "./checkGroupNames.ts";
import type { Problem } from "./problem.ts";
import { isReader } from "./role.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** What zod cannot see: settings that must fit together. All problems at once. */
export function checkTenant(settings: TenantSettings): Problem[] {
  return [
    ...checkGroupNames(settings),
    ...checkSuccessor(settings),
    ...settings.access.flatMap(({ group }, index) =>
      checkGroup(`tenant.access[${index}].group`, group, settings),
    ),
    ...Object.entries(settings.dataSources).flatMap(([name, source]) =>
      checkGroups(`tenant.dataSources.${name}`, source, settings),
    ),
    ...Object.entries(settings.dataSets).flatMap(([name, dataSet]) => {
      const where = `tenant.dataSets.${name}`;
      return [
        ...checkGroups(where, dataSet, settings),
        ...checkSource(where, dataSet, settings),
        ...checkRowRules(where, dataSet, settings),
        ...checkColumnRules(where, dataSet, settings),
      ];
    }),
  ];
}

/** What readers get they could not own (QuickSight user guide: readers cannot be owners of assets). */
function checkSuccessor(settings: TenantSettings): Problem[] {
  const { successor } = settings.guard;
  if (successor === undefined) return [];
  const where = "tenant.guard.successor";
  const group = ownValue(settings.groups, successor);
  const role = group?.role ?? "READER";
  if (group === undefined || !isReader(role)) return checkGroup(where, successor, settings);
  return [
    {
      where,
      message: `readers cannot own what others leave behind (group ${successor} gives ${role}); use a group of authors or admins`,
    },
  ];
}

function checkGroups(
  where: string,
  { owners, viewers }: { readonly owners: readonly string[]; readonly viewers: readonly string[] },
  settings: TenantSettings,
): Problem[] {
  const problems = [
    ...owners.map((group, index) => checkGroup(`${where}.owners[${index}]`, group, settings)),
    ...viewers.map((group, index) => checkGroup(`${where}.viewers[${index}]`, group, settings)),
  ].flat();
  owners.forEach((group, index) => {
    const declared = ownValue(settings.groups, group);
    const role = declared?.role ?? "READER";
    if (declared !== undefined && isReader(role)) {
      problems.push({
        where: `${where}.owners[${index}]`,
        message: `readers cannot own data (group ${group} gives ${role}); use a group of authors or admins`,
      });
    }
  });
  return problems;
}

function checkGroup(where: string, group: string, settings: TenantSettings): Problem[] {
  if (ownValue(settings.groups, group) !== undefined) return [];
  const known = Object.keys(settings.groups).join(", ");
  return [
    {
      where,
      message: `is not a group of this tenant (got ${showText(group)}); use one of ${known}`,
    },
  ];
}

function checkSource(where: string, dataSet: DataSetSettings, settings: TenantSettings): Problem[] {
  const source = ownValue(settings.dataSources, dataSet.source);
  if (source === undefined) {
    const known = Object.keys(settings.dataSources).join(", ") || "none";
    return [
      {
        where: `${where}.source`,
        message: `is not a data source of this tenant (got ${showText(dataSet.source)}); it has ${known}`,
      },
    ];
  }
  const given = [dataSet.table, dataSet.sql].filter((value) => value !== undefined).length;
  if (source.type === "S3") {
    const problems: Problem[] = [];
    if (given > 0) {
      problems.push({ where, message: "a file has neither table nor sql; remove them" });
    }
    if (dataSet.import !== "SPICE") {
      problems.push({
        where: `${where}.import`,
        message: `a file can only be imported (got ${dataSet.import}); use SPICE`,
      });
    }
    return problems;
  }
  return given === 1 ? [] : [{ where, message: "give exactly one of table and sql" }];
}

function checkRowRules(
  where: string,
  { rowRules = [], columns }: DataSetSettings,
  settings: TenantSettings,
): Problem[] {
  return rowRules.flatMap((rule, index) => {
    const place = `${where}.rowRules[${index}]`;
    const problems = checkGroup(`${place}.group`, rule.group, settings);
    for (const [column, value] of Object.entries(rule.values)) {
      const type = typeOf(column, columns);
      if (type === undefined) {
        problems.push({ where: `${place}.values.${column}`, message: unknownColumn(columns) });
      } else if (type !== "STRING") {
        // AWS user guide, "Using row-level security": rules work on text fields only.
        problems.push({
          where: `${place}.values.${column}`,
          message: `rules work on STRING columns only (${column} is ${type}); use another column`,
        });
      }
      if ([value].flat().some((text) => text.includes(","))) {
        problems.push({
          where: `${place}.values.${column}`,
          message: "QuickSight takes a comma for the end of a value; give several values as a list",
        });
      }
    }
    return problems;
  });
}

function checkColumnRules(
  where: string,
  { columnRules = [], columns }: DataSetSettings,
  settings: TenantSettings,
): Problem[] {
  return columnRules.flatMap((rule, index) => {
    const place = `${where}.columnRules[${index}]`;
    return [
      ...rule.groups.flatMap((group, at) => checkGroup(`${place}.groups[${at}]`, group, settings)),
      ...rule.columns
        .filter((column) => typeOf(column, columns) === undefined)
        .map((column) => ({
          where: `${place}.columns.${column}`,
          message: unknownColumn(columns),
        })),
    ];
  });
}

function unknownColumn(columns: DataSetSettings["columns"]): string {
  return `is not a column of the data set; it has ${columns.map(({ name }) => name).join(", ")}`;
}

function typeOf(column: string, columns: DataSetSettings["columns"]): string | undefined {
  return columns.find(({ name }) => name === column)?.type;
}
