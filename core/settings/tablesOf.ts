import { ownValue } from "../aws/ownValue.ts";
import type { ColumnSettings } from "./columnSettings.ts";
import type { JoinedTableSettings } from "./joinSettings.ts";

/** A table, a query, a file or another data set that a data set reads. */
export interface ReadTable extends Omit<JoinedTableSettings, "type" | "on"> {
  /** Where it stands in the settings of the data set: empty for the first one, `joins[0].` for one that is joined to it. */
  readonly place: string;
}

/** What of a data set says what it reads. */
export interface TablesOf {
  readonly source: string;
  readonly dataSet?: string | undefined;
  readonly table?: ReadTable["table"];
  readonly sql?: string | undefined;
  readonly columns: readonly ColumnSettings[];
  readonly joins?: readonly JoinedTableSettings[] | undefined;
}

/** Everything that a data set reads: the first table, and those that are joined to it, in their order. */
export function tablesOf({
  source,
  dataSet,
  table,
  sql,
  columns,
  joins = [],
}: TablesOf): ReadTable[] {
  return [
    { place: "", source, dataSet, table, sql, columns: [...columns] },
    ...joins.map(({ type: _, on: __, ...joined }, index) => ({
      ...joined,
      // A joined table without a source of its own is of the data source of the first one.
      source: joined.source === "" && joined.dataSet === undefined ? source : joined.source,
      place: `joins[${index}].`,
    })),
  ];
}

/** Where a table of a data set stands in the settings of its tenant. */
export function placeOf(where: string, { place }: Pick<ReadTable, "place">): string {
  return place === "" ? where : `${where}.${place.slice(0, -1)}`;
}

/** The other data sets of a tenant that one is on, each once, by their keys; some may not be there. */
export function parentsOf(set: TablesOf): string[] {
  return [...new Set(tablesOf(set).flatMap(({ dataSet }) => dataSet ?? []))];
}

/** How many data sets one is at most on, through others: 0 for one on none. A circle ends it. */
export function depthOf(
  set: TablesOf,
  sets: Readonly<Record<string, TablesOf>>,
  path: readonly string[] = [],
): number {
  const parents = parentsOf(set).filter((name) => !path.includes(name));
  const depths = parents.flatMap((name) => {
    const parent = ownValue(sets, name);
    return parent === undefined ? [] : [1 + depthOf(parent, sets, [...path, name])];
  });
  return Math.max(0, ...depths);
}
