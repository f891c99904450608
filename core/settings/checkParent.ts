import { nameSome } from "../aws/nameSome.ts";
import { ownValue } from "../aws/ownValue.ts";
import { unknownColumn } from "./checkRowRules.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import { findCircle } from "./findCircle.ts";
import { outputColumns } from "./outputColumns.ts";
import type { Problem } from "./problem.ts";
import { showText } from "./showText.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/**
 * What is wrong with a data set that is on another one: with that, and with the columns that it takes of it.
 *
 * @param key the data set's in the settings
 */
export function checkParent(
  where: string,
  key: string,
  { dataSets }: Pick<TenantSettings, "dataSets">,
): Problem[] {
  const set = ownValue(dataSets, key);
  if (set === undefined) return [];
  const place = `${where}.dataSet`;
  const name = set.dataSet ?? "";
  const parent = ownValue(dataSets, name);
  if (parent === undefined) {
    const message = `is not a data set of this tenant (got ${showText(name)}); it has ${nameSome(Object.keys(dataSets))}`;
    return [{ where: place, message }];
  }
  const others = [
    ...(set.source === "" ? [] : ["source"]),
    ...(set.table === undefined ? [] : ["table"]),
    ...(set.sql === undefined ? [] : ["sql"]),
  ];
  const circle = findCircle(key, (one) => ownValue(dataSets, one)?.dataSet);
  return [
    ...(others.length === 0
      ? []
      : [
          {
            where,
            message: `a data set on another one has no ${others.join(" and no ")}; leave one of the two`,
          },
        ]),
    ...(circle === undefined
      ? []
      : [
          {
            where: place,
            message: `goes in a circle (${circle.join(" on ")}); take one of them out of it`,
          },
        ]),
    ...checkTaken(where, set, parent),
    ...checkWindow(where, set),
  ];
}

function checkTaken(where: string, set: DataSetSettings, parent: DataSetSettings): Problem[] {
  const shown = outputColumns(parent);
  return set.columns.flatMap(({ name, type }, index): Problem[] => {
    const place = `${where}.columns[${index}]`;
    const found = shown.find((column) => column.name === name);
    if (found === undefined) {
      return [
        {
          where: place,
          message: `${name} ${unknownColumn(shown).replace("the data set;", `${set.dataSet ?? ""};`)}`,
        },
      ];
    }
    // What a table has as BIT or BOOLEAN is a number in a data set.
    const is = ["BIT", "BOOLEAN"].includes(found.type ?? "") ? "INTEGER" : found.type;
    if (is === undefined || is === type) return [];
    const message = `column ${name} is ${is} in ${set.dataSet ?? ""} (here ${type}); write type: ${is}, and cast it if it is to be another`;
    return [{ where: place, message }];
  });
}

/** What a data set shows has no query of its own that could be asked for a window. */
function checkWindow(where: string, { incremental }: DataSetSettings): Problem[] {
  if (incremental === undefined) return [];
  const message =
    "an incremental refresh is for what a database is asked; remove it, and load the data set that this one is on incrementally";
  return [{ where: `${where}.incremental`, message }];
}
