import { nameSome } from "../aws/nameSome.ts";
import { ownValue } from "../aws/ownValue.ts";
import { unknownColumn } from "./checkRowRules.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import { findCircle } from "./findCircle.ts";
import { outputColumns } from "./outputColumns.ts";
import type { Problem } from "./problem.ts";
import { showText } from "./showText.ts";
import { parentsOf, placeOf, type ReadTable } from "./tablesOf.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/**
 * What is wrong with a data set that is on another one, or joins it: with that, and with the columns that it takes of it.
 *
 * @param key the data set's in the settings
 */
export function checkParent(
  inSet: string,
  table: ReadTable,
  key: string,
  { dataSets }: Pick<TenantSettings, "dataSets">,
): Problem[] {
  const set = ownValue(dataSets, key);
  if (set === undefined) return [];
  const where = placeOf(inSet, table);
  const place = `${where}.dataSet`;
  const name = table.dataSet ?? "";
  const parent = ownValue(dataSets, name);
  if (parent === undefined) {
    const message = `is not a data set of this tenant (got ${showText(name)}); it has ${nameSome(Object.keys(dataSets))}`;
    return [{ where: place, message }];
  }
  const others = [
    ...(table.source === "" ? [] : ["source"]),
    ...(table.table === undefined ? [] : ["table"]),
    ...(table.sql === undefined ? [] : ["sql"]),
  ];
  const circle = findCircle(key, (one) => {
    // The first one by this table alone, as each of its tables is looked at.
    if (one === key) return [name];
    const other = ownValue(dataSets, one);
    return other === undefined ? [] : parentsOf(other);
  });
  return [
    ...(others.length === 0
      ? []
      : [
          {
            where,
            message: `${table.place === "" ? "a data set on another one" : "another data set that is joined"} has no ${others.join(" and no ")}; leave one of the two`,
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
    ...checkTaken(where, table, parent),
  ];
}

function checkTaken(where: string, set: ReadTable, parent: DataSetSettings): Problem[] {
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
