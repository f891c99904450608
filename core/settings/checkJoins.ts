import { nameSome } from "../aws/nameSome.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import { mostColumns } from "./columnSettings.ts";
import type { Problem } from "./problem.ts";
import { type ReadColumn, readColumns } from "./readColumns.ts";
import { tablesOf } from "./tablesOf.ts";

/** The clause of a join (API model, `OnClause`). */
const longestClause = 512;

/**
 * What is wrong with the joins of a data set: with the columns that they go by, and with how it is loaded. What each table is, and its columns,
 * is checked as for one that is read alone.
 */
export function checkJoins(where: string, set: DataSetSettings): Problem[] {
  const { joins } = set;
  if (joins === undefined) return [];
  const columns = readColumns(set);
  return [
    ...joins.flatMap(({ on }, index) =>
      checkOn(`${where}.joins[${index}].on`, on, columns, index + 1),
    ),
    ...checkImport(where, set),
    ...checkCount(where, columns),
  ];
}

/** `{country} = {land} AND {year} = {year[1]}`: the columns of a join by their names in the data set. */
export function onClauseOf(
  on: Readonly<Record<string, string>>,
  columns: readonly ReadColumn[],
  table: number,
): string {
  const nameOf = (name: string) =>
    columns.find((one) => one.table === table && one.column.name === name)?.name ?? name;
  return Object.entries(on)
    .map(([left, right]) => `{${left}} = {${nameOf(right)}}`)
    .join(" AND ");
}

function checkOn(
  where: string,
  on: Readonly<Record<string, string>>,
  columns: readonly ReadColumn[],
  table: number,
): Problem[] {
  const before = columns.filter((one) => one.table < table);
  const joined = columns.filter((one) => one.table === table);
  const clause = onClauseOf(on, columns, table);
  const tooLong = `comes to ${clause.length} characters, and QuickSight takes ${longestClause}; join by fewer columns, or give them shorter names (as: another name)`;
  return [
    ...Object.entries(on).flatMap(([left, right]): Problem[] => {
      const place = `${where}.${left}`;
      const of = before.find(({ name }) => name === left);
      const to = joined.find(({ column }) => column.name === right);
      if (of === undefined) {
        const names = nameSome(before.map(({ name }) => name));
        return [
          { where: place, message: `is not a column of the tables before; they have ${names}` },
        ];
      }
      if (to === undefined) {
        const names = nameSome(joined.map(({ column }) => column.name));
        const message = `${right} is not a column of the joined table; it has ${names}`;
        return [{ where: place, message }];
      }
      return [...checkBraces(place, of), ...checkBraces(place, to), ...checkTypes(place, of, to)];
    }),
    ...(clause.length > longestClause ? [{ where, message: tooLong }] : []),
  ];
}

/** In a clause a name stands in braces. */
function checkBraces(where: string, { name }: ReadColumn): Problem[] {
  if (!/[{}]/.test(name)) return [];
  const message = `column ${name} has a brace in its name, which ends a name in the clause of a join; give it another one (as: another name)`;
  return [{ where, message }];
}

/** What columns hold that can be compared. */
const kinds: Readonly<Record<string, string>> = {
  ...{ STRING: "text", DATETIME: "dates", INTEGER: "numbers", DECIMAL: "numbers" },
  ...{ BIT: "numbers", BOOLEAN: "numbers" },
};

/** Nothing equals what is of another kind: the join would have no row, or fail. */
function checkTypes(where: string, of: ReadColumn, to: ReadColumn): Problem[] {
  const [one, other] = [of, to].map(({ column }) => column.cast ?? column.type);
  if (one === undefined || other === undefined || kinds[one] === kinds[other]) return [];
  const message = `joins ${of.name}, which is ${one}, to ${to.column.name}, which is ${other}; give both the same type (cast)`;
  return [{ where, message }];
}

/** Tables of several sources are joined in SPICE only (QuickSight user guide, "Joining data"): no database could be asked for them. */
function checkImport(where: string, set: DataSetSettings): Problem[] {
  const sources = new Set(
    tablesOf(set).map(({ source, dataSet }) =>
      dataSet === undefined ? source : `data set ${dataSet}`,
    ),
  );
  if (set.import === "SPICE" || sources.size === 1) return [];
  const message = `joins tables of ${sources.size} sources (${nameSome([...sources])}), and no database could be asked for them together; use SPICE`;
  return [{ where: `${where}.import`, message }];
}

function checkCount(where: string, columns: readonly ReadColumn[]): Problem[] {
  if (columns.length <= mostColumns) return [];
  const message = `has ${columns.length.toLocaleString("en-US")} columns in all its tables, and QuickSight takes ${mostColumns.toLocaleString("en-US")}; leave out what nobody needs`;
  return [{ where, message }];
}
