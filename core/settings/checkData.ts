import { nameSome } from "../aws/nameSome.ts";
import { ownValue } from "../aws/ownValue.ts";
import { declaredIdOf, longestDataSetId, rulesSuffix } from "./assetIds.ts";
import { checkColumns } from "./checkColumns.ts";
import { checkEntitled } from "./checkEntitled.ts";
import { checkJoins } from "./checkJoins.ts";
import { checkGroup } from "./checkGroup.ts";
import { checkOwners } from "./checkOwners.ts";
import { checkParent } from "./checkParent.ts";
import { checkRefresh } from "./checkRefresh.ts";
import { checkRowRules, unknownColumn } from "./checkRowRules.ts";
import { checkTagRules } from "./checkTagRules.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import { outputColumns } from "./outputColumns.ts";
import type { Problem } from "./problem.ts";
import { isReader } from "./role.ts";
import { showText } from "./showText.ts";
import { placeOf, type ReadTable, tablesOf } from "./tablesOf.ts";
import type { TenantSettings } from "./tenantSettings.ts";
import { type GrantedGroups, levelOnEvery, withEveryAsset } from "./withEveryAsset.ts";

/** Permissions of a data set or data source when it is made: of the API model (`ResourcePermissionList`) and the native resource. */
const mostGrants = 64;

/** What is wrong with the data of a tenant: what its sources and sets name must be there, fit, and be taken by QuickSight. */
export function checkData(settings: TenantSettings): Problem[] {
  return [
    ...Object.entries(settings.dataSources).flatMap(([name, source]) =>
      checkGroups(`tenant.dataSources.${name}`, source, settings, "dataSources"),
    ),
    ...checkEveryAsset(settings),
    ...checkManifests(settings),
    ...Object.entries(settings.dataSets).flatMap(([name, dataSet]) => {
      const where = `tenant.dataSets.${name}`;
      return [
        ...checkId(where, name, dataSet, settings),
        ...checkGroups(where, dataSet, settings, "dataSets"),
        ...tablesOf(dataSet).flatMap((table) =>
          table.dataSet === undefined
            ? checkSource(where, table, dataSet, settings)
            : checkParent(where, table, name, settings),
        ),
        ...checkJoins(where, dataSet),
        ...checkColumns(where, dataSet),
        ...checkRefresh(where, dataSet, settings),
        ...checkRowRules(where, dataSet, settings),
        ...checkEntitled(where, dataSet, settings),
        ...checkTagRules(where, dataSet),
        ...checkOwners(where, dataSet, settings),
        ...checkColumnRules(where, dataSet, settings),
      ];
    }),
  ];
}

/** Readers can own data by `access` no more than by `owners`: an entry that gives them every asset gives them the declared ones too. */
function checkEveryAsset({ access, groups, dataSources, dataSets }: TenantSettings): Problem[] {
  return access.flatMap((entry, index) => {
    const { group, all } = entry;
    const declared = group === undefined ? undefined : ownValue(groups, group);
    const role = declared?.role ?? "READER";
    if (declared === undefined || !isReader(role)) return [];
    const owns = (list: "dataSets" | "dataSources") => levelOnEvery(entry, list) === "owner";
    const data = [
      ...(owns("dataSources") ? Object.keys(dataSources).map((name) => `data source ${name}`) : []),
      ...(owns("dataSets") ? Object.keys(dataSets).map((name) => `data set ${name}`) : []),
    ];
    if (data.length === 0) return [];
    const message = `readers cannot own data (group ${group ?? ""} gives ${role}, and would own ${nameSome(data)}); use a group of authors or admins, or ${typeof all === "object" ? "viewer in all" : "all: viewer"}`;
    return [{ where: `tenant.access[${index}].all`, message }];
  });
}

/** Two objects in S3 of one kind, and so two resources of one name: a file, and the manifest of another one. */
function checkManifests({ dataSources }: TenantSettings): Problem[] {
  const files = Object.keys(dataSources).filter((name) => dataSources[name]?.type === "S3");
  return files
    .filter((name) => files.includes(`${name}-manifest`))
    .map((name) => ({
      where: `tenant.dataSources.${name}-manifest`,
      message: `is what the manifest of ${name} is called; use another name for one of the two`,
    }));
}

/** An id that was cut would be that of another data set, and no id can be changed later: the name has to be shorter. */
function checkId(
  where: string,
  name: string,
  { rowRules, entitled }: DataSetSettings,
  { namespace }: TenantSettings,
): Problem[] {
  const [what, parts, suffix] =
    rowRules === undefined && entitled === undefined
      ? ["its id", "the namespace and this name", ""]
      : ["the id of its row rules", "the namespace, this name and -rules", rulesSuffix];
  const { length } = declaredIdOf(namespace, `${name}${suffix}`);
  if (length <= longestDataSetId) return [];
  const left = longestDataSetId - length + name.length;
  const message = `${what} would have ${length} characters (qsgov-, ${parts}), and QuickSight takes ${longestDataSetId}; use a name of at most ${left} characters`;
  return [{ where, message }];
}

function checkGroups(
  where: string,
  granted: GrantedGroups,
  settings: TenantSettings,
  list: "dataSets" | "dataSources",
): Problem[] {
  const { owners, viewers } = granted;
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
  const all = withEveryAsset(granted, settings, list);
  const count = new Set([...all.owners, ...all.viewers]).size;
  if (count > mostGrants) {
    // Not in several calls: a second resource that writes the same list of permissions would undo what the first one writes.
    const message = `is granted to ${count} groups, those of tenant.access with all among them; QuickSight and its resource take ${mostGrants}: put people who get the same into one group`;
    problems.push({ where, message });
  }
  return problems;
}

function checkSource(
  set: string,
  table: ReadTable,
  dataSet: DataSetSettings,
  settings: TenantSettings,
): Problem[] {
  const where = placeOf(set, table);
  const source = ownValue(settings.dataSources, table.source);
  if (table.source === "") {
    const message = "give source, a data source of this tenant, or dataSet, another data set of it";
    return [{ where, message }];
  }
  if (source === undefined) {
    const known = nameSome(Object.keys(settings.dataSources)) || "none";
    return [
      {
        where: `${where}.source`,
        message: `is not a data source of this tenant (got ${showText(table.source)}); it has ${known}`,
      },
    ];
  }
  if (source.type === "S3") return checkFileSet(set, table, dataSet);
  const given = [table.table, table.sql].filter((value) => value !== undefined).length;
  return given === 1 ? [] : [{ where, message: "give exactly one of table and sql" }];
}

function checkFileSet(set: string, table: ReadTable, dataSet: DataSetSettings): Problem[] {
  const where = placeOf(set, table);
  const problems: Problem[] = [];
  if (table.table !== undefined || table.sql !== undefined) {
    problems.push({ where, message: "a file has neither table nor sql; remove them" });
  }
  if (dataSet.import !== "SPICE") {
    problems.push({
      where: `${set}.import`,
      message: `a file can only be imported (got ${dataSet.import}); use SPICE`,
    });
  }
  table.columns.forEach(({ name, type }, index) => {
    if (type === "STRING") return;
    // API reference of S3Source, `InputColumns`: STRING only, JSON files excepted.
    const cast = ["BIT", "BOOLEAN"].includes(type) ? "INTEGER" : type;
    const message = `column ${name} is ${type}, and QuickSight reads the columns of a CSV file as text only; write cast: ${cast} in place of the type`;
    problems.push({ where: `${where}.columns[${index}]`, message });
  });
  return problems;
}

function checkColumnRules(
  where: string,
  dataSet: DataSetSettings,
  settings: TenantSettings,
): Problem[] {
  const { columnRules = [] } = dataSet;
  const columns = outputColumns(dataSet);
  return columnRules.flatMap((rule, index) => {
    const place = `${where}.columnRules[${index}]`;
    return [
      ...rule.groups.flatMap((group, at) => checkGroup(`${place}.groups[${at}]`, group, settings)),
      ...rule.columns
        .filter((column) => columns.every(({ name }) => name !== column))
        .map((column) => ({
          where: `${place}.columns.${column}`,
          message: unknownColumn(columns),
        })),
    ];
  });
}
