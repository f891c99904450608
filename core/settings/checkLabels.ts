import { nameSome } from "../aws/nameSome.ts";
import { ownValue } from "../aws/ownValue.ts";
import { checkGroup } from "./checkGroup.ts";
import { whyOwner } from "./checkOwners.ts";
import { checkCalculatedSight } from "./checkCalculatedSight.ts";
import { type ColumnWithLabels, columnsWithLabels } from "./columnsWithLabels.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import { labelledColumns } from "./labelledColumns.ts";
import { type ColumnsOf, everyColumn, type OutputColumn, outputColumns } from "./outputColumns.ts";
import { type ReadColumn, readColumns } from "./readColumns.ts";
import type { Problem } from "./problem.ts";
import { showText } from "./showText.ts";
import { type ReadTable, tablesOf } from "./tablesOf.ts";
import type { TenantSettings } from "./tenantSettings.ts";
import { withEveryAsset } from "./withEveryAsset.ts";
import { groupsOfLabels } from "./withLabels.ts";

/** What is wrong with the labels of columns: what nobody has, what nobody could see, and what would show a column past its label. */
export function checkLabels(settings: TenantSettings): Problem[] {
  const used = labelledColumns(settings);
  return [
    ...Object.entries(settings.labels).flatMap(([label, { groups }]) => {
      const where = `tenant.labels.${label}`;
      const unused = `no column of any data set has it, so that it keeps nothing from anybody; give it to the columns it is for (label: ${label}), or remove it`;
      return [
        ...groups.flatMap((group, at) => checkGroup(`${where}.groups[${at}]`, group, settings)),
        ...(used.has(label) ? [] : [{ where, message: unused }]),
      ];
    }),
    ...Object.entries(settings.dataSets).flatMap(([name, set]) => {
      const where = `tenant.dataSets.${name}`;
      return [
        ...columnsWithLabels(set).flatMap((column) =>
          checkColumn(`${where}.${column.place}.label`, column, settings),
        ),
        ...checkCalculated(where, set, settings),
        ...checkOwnRules(where, set, settings),
        ...checkOwners(where, set, settings),
        ...checkOthers(where, name, set, settings),
      ];
    }),
  ];
}

function checkColumn(
  where: string,
  column: ColumnWithLabels,
  { labels }: TenantSettings,
): Problem[] {
  const { name, label } = column;
  const known = nameSome(Object.keys(labels)) || "none";
  const unknown = label
    .filter((one) => ownValue(labels, one) === undefined)
    .map((one) => {
      const message = `is not a label of this tenant (got ${showText(one)}); it has ${known}`;
      return { where, message };
    });
  if (unknown.length > 0 || groupsOfLabels(column, labels)?.length !== 0) return unknown;
  const message = `no group sees column ${name}, as none is named by all its labels (${nameSome(label)}); name one in each of them, or leave one out`;
  return [{ where, message }];
}

/** QuickSight shows a column to whoever any rule for it names: a rule of the data set's own may let fewer see it, and nobody else. */
function checkOwnRules(where: string, set: DataSetSettings, { labels }: TenantSettings): Problem[] {
  return (set.columnRules ?? []).flatMap((rule, index) =>
    columnsWithLabels(set).flatMap((column) => {
      const { name } = column;
      const seeing = groupsOfLabels(column, labels);
      if (seeing === undefined || !rule.columns.includes(name)) return [];
      const past = rule.groups.filter((group) => !seeing.includes(group));
      if (past.length === 0) return [];
      const { text, settings } = describeLabels(column);
      const [are, them] = past.length === 1 ? ["group", "the group"] : ["groups", "the groups"];
      const message = `shows ${name} to ${are} ${nameSome(past)}, past its ${text}, which lets ${nameAll(seeing)} see it; take ${them} out, or name ${past.length === 1 ? "it" : "them"} in ${settings}`;
      return [{ where: `${where}.columnRules[${index}]`, message }];
    }),
  );
}

/** A rule of the data set's own is the one that holds where there is one: see `withLabels`. */
function checkCalculated(
  where: string,
  set: DataSetSettings,
  { labels }: TenantSettings,
): Problem[] {
  const uses = new Map(everyColumn(set).map((column) => [column.name, column.uses]));
  const columns = columnsWithLabels(set).map((column) => {
    const { name, place } = column;
    const rules = (set.columnRules ?? []).filter((rule) => rule.columns.includes(name));
    const groups =
      rules.length === 0
        ? groupsOfLabels(column, labels)
        : [...new Set(rules.flatMap((rule) => rule.groups))].sort();
    return { ...column, groups, where: `${where}.${place}`, uses: uses.get(name) };
  });
  return checkCalculatedSight(columns);
}

/** Owners see every column, as they see every row: see `checkOwners`. */
function checkOwners(where: string, set: DataSetSettings, settings: TenantSettings): Problem[] {
  return withEveryAsset(set, settings, "dataSets").owners.flatMap((group, index) => {
    const past = explainPast(group, set, settings);
    if (past === undefined || (index >= set.owners.length && set.owners.includes(group))) return [];
    const place = index < set.owners.length ? `owners[${index}]` : "columns";
    const message = `group ${group} owns the data set (${whyOwner(group, set, settings)}), and owners see every column, whatever its label says; take that away, or ${past}`;
    return [{ where: `${where}.${place}`, message }];
  });
}

/**
 * What to do where a group that owns a data set, by whatever, is meant to see its labelled columns; undefined where their labels
 * let it.
 */
export function explainPast(
  group: string,
  set: ColumnsOf,
  { labels }: Pick<TenantSettings, "labels">,
): string | undefined {
  const past = columnsWithLabels(set).filter((column) => {
    return groupsOfLabels(column, labels)?.includes(group) === false;
  });
  if (past.length === 0) return undefined;
  const lacking = [...new Set(past.flatMap(({ label }) => label))].filter(
    (label) => ownValue(labels, label)?.groups.includes(group) === false,
  );
  const names = nameSome(past.map(({ name }) => name));
  return `name the group in ${settingsOf(lacking)} if it is meant to see columns of ${lacking.length === 1 ? "that label" : "these labels"} (${names})`;
}

/** A column with its labels, as a data set shows or reads it. */
interface Labelled {
  readonly name: string;
  readonly label?: readonly string[] | undefined;
}

/**
 * The same column of the same table, query or file: a label that one data set gives it is worth nothing where another one shows it, or what is
 * worked out from it, without, or where the same one reads it a second time.
 */
function checkOthers(
  where: string,
  name: string,
  set: DataSetSettings,
  { dataSets }: TenantSettings,
): Problem[] {
  const calculated = outputColumns(set);
  return tablesOf(set).flatMap((table, index) => {
    const others = Object.entries(dataSets).flatMap(([other, one]) =>
      tablesOf(one)
        .filter(({ place }) => other !== name || place !== table.place)
        .filter((another) => readingOf(another) === readingOf(table))
        .map(({ columns }) => [other, columns] as const),
    );
    const parent = table.dataSet === undefined ? undefined : ownValue(dataSets, table.dataSet);
    // What a data set on another one reads is called as that one shows it.
    const shown = parent === undefined ? [] : columnsWithLabels(parent);
    const columns = readColumns(set).filter((one) => one.table === index);
    return checkRead(where, whatOf(table), { columns, calculated }, [
      ...others,
      [table.dataSet ?? "", shown],
    ]);
  });
}

function checkRead(
  where: string,
  what: string,
  {
    columns: own,
    calculated,
  }: { readonly columns: readonly ReadColumn[]; readonly calculated: readonly OutputColumn[] },
  read: readonly (readonly [string, readonly Labelled[]])[],
): Problem[] {
  return own.flatMap(({ column, name: outputName, place }) => {
    const shown = calculated.find(({ uses }) => uses?.includes(outputName));
    if (column.output === false && shown === undefined) return [];
    const how =
      column.output === false && shown !== undefined
        ? `works out ${shown.name} from ${column.name}`
        : `shows ${column.name}`;
    for (const [other, columns] of read) {
      const same = columns.find((one) => one.name.toLowerCase() === column.name.toLowerCase());
      const lacking = (same?.label ?? []).filter((label) => column.label?.includes(label) !== true);
      if (lacking.length === 0) continue;
      const { text } = describeLabels({ label: lacking });
      const message = `${how} without the ${text}, which the data set ${other} gives it, and reads the same ${what}; give it the same labels (label: ${lacking.join(", ")}), or leave the column out`;
      return [{ where: `${where}.${place}`, message }];
    }
    return [];
  });
}

function readingOf({ source, dataSet, table, sql }: ReadTable): string {
  return JSON.stringify([source, dataSet, table?.catalog, table?.schema, table?.name, sql]);
}

function whatOf({ table, sql, dataSet }: ReadTable): string {
  if (dataSet !== undefined) return "data set";
  return table === undefined ? (sql === undefined ? "file" : "query") : "table";
}

function describeLabels({ label = [] }: { readonly label?: readonly string[] | undefined }) {
  const all = [...new Set(label)];
  const text = `${all.length === 1 ? "label" : "labels"} ${nameSome(all)}`;
  return { text, settings: settingsOf(all) };
}

function settingsOf(labels: readonly string[]): string {
  return nameAll(labels.map((label) => `tenant.labels.${label}.groups`));
}

/** `a`, `a and b`, `a, b and c`. */
function nameAll(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${nameSome(names.slice(0, -1))} and ${last}`;
}
