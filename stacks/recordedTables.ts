import { dataSetReading } from "@quicksight-governance/core/data";
import {
  type ColumnOrigin,
  columnOrigins,
  type NamedColumns,
  readingKey,
} from "@quicksight-governance/core/settings";
import { tableOf } from "./tableOf.ts";

/** A table, a query, a file or another data set that a state says a data set reads. */
export interface RecordedTable {
  /** The id that the table has in the data set; undefined for another data set. */
  readonly id: string | undefined;
  /** The data source, or the data set that this one is on. */
  readonly sourceArn: string;
  /** See {@link tableOf}. */
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type?: string }[];
}

/** What a state says that a data set reads. */
export interface RecordedTables {
  /** The first one, and those that are joined to it, in their order. */
  readonly tables: readonly RecordedTable[];
  /** What the columns of the data set are: see `columnOrigins`. */
  readonly origins: ReadonlyMap<string, ColumnOrigin>;
}

interface PhysicalTable {
  readonly physicalTableMapId?: string;
  readonly customSql?: Columns & { readonly sqlQuery: string };
  readonly relationalTable?: Columns & {
    readonly catalog?: string;
    readonly schema?: string;
    readonly name: string;
  };
  readonly s3Source?: Columns;
}

interface Columns {
  readonly dataSourceArn: string;
  readonly columns?: RecordedTable["columns"];
  readonly inputColumns?: RecordedTable["columns"];
}

interface LogicalTable {
  readonly logicalTableMapId?: string;
  readonly source?: {
    readonly dataSetArn?: string;
    readonly physicalTableId?: string;
    readonly joinInstruction?: {
      readonly leftOperand: string;
      readonly rightOperand: string;
    } | null;
  };
  readonly dataTransforms?: readonly Transform[];
}

interface Transform {
  readonly renameColumnOperation?: { readonly columnName: string; readonly newColumnName: string };
  readonly createColumnsOperation?: {
    readonly columns?: readonly { readonly columnName: string; readonly expression: string }[];
  };
  readonly projectOperation?: { readonly projectedColumns?: readonly string[] };
}

/** The tables of a native data set as the state has them. */
interface Maps {
  readonly physicalTableMaps?: readonly PhysicalTable[];
  readonly logicalTableMaps?: readonly LogicalTable[];
}

/**
 * Finds the tables, queries, files and data sets that a data set reads; undefined where the state does not say.
 *
 * @param outputs of a native data set
 */
export function recordedTables(
  outputs: Readonly<Record<string, unknown>>,
): RecordedTables | undefined {
  const maps: Maps = outputs;
  const { physicalTableMaps: physical = [], logicalTableMaps: logical = [] } = maps;
  const leaves = leavesOf(logical);
  const read = leaves.flatMap((leaf) => {
    const id = leaf.source?.physicalTableId;
    // Of a data set with one table the id is that of a version before, where a load is under way.
    const found =
      physical.find(({ physicalTableMapId }) => physicalTableMapId === id) ?? physical[0];
    const table = leaf.source?.dataSetArn ? parentTable(leaf) : found && physicalTable(found);
    return table === undefined ? [] : [{ table, renames: renamesIn(leaf) }];
  });
  const [alone] = leaves.length === 0 ? physical : [];
  const bare = alone && physicalTable(alone);
  const all = bare === undefined ? read : [{ table: bare, renames: new Map<string, string>() }];
  if (all.length === 0) return undefined;
  const named = all.map(({ table, renames }): NamedColumns => ({
    reading: readingKey(table),
    columns: [
      ...table.columns.map(({ name }) => ({ name, as: renames.get(name) })),
      // What is read of another data set nobody says, but for the names that it has here.
      ...[...renames]
        .filter(([name]) => table.columns.every((column) => column.name !== name))
        .map(([name, renamed]) => ({ name, as: renamed })),
    ],
  }));
  return {
    tables: all.map(({ table }) => table),
    origins: columnOrigins(named, createdIn(logical)),
  };
}

/** The logical tables that are no joins, in the order in which they are joined. */
function leavesOf(logical: readonly LogicalTable[]): LogicalTable[] {
  const joins = logical.filter(({ source }) => source?.joinInstruction);
  const used = new Set(
    joins.flatMap(({ source }) => [
      source?.joinInstruction?.leftOperand,
      source?.joinInstruction?.rightOperand,
    ]),
  );
  const byId = new Map(logical.map((one) => [one.logicalTableMapId, one]));
  const follow = (id: string | undefined, path: readonly string[]): LogicalTable[] => {
    const table = id === undefined || path.includes(id) ? undefined : byId.get(id);
    if (id === undefined || table === undefined) return [];
    const join = table.source?.joinInstruction;
    if (!join) return [table];
    return [join.leftOperand, join.rightOperand].flatMap((one) => follow(one, [...path, id]));
  };
  return logical
    .filter(({ logicalTableMapId }) => !used.has(logicalTableMapId))
    .flatMap((root) =>
      root.logicalTableMapId === undefined ? [root] : follow(root.logicalTableMapId, []),
    );
}

function physicalTable(table: PhysicalTable): RecordedTable | undefined {
  const { physicalTableMapId: id, customSql, relationalTable, s3Source } = table;
  const found = customSql ?? relationalTable ?? s3Source;
  if (found === undefined) return undefined;
  const { dataSourceArn: sourceArn, columns = found.inputColumns ?? [] } = found;
  return {
    id,
    sourceArn,
    table: tableOf({ sql: customSql?.sqlQuery, table: relationalTable }),
    columns,
  };
}

/** Which columns are read of another data set is what the table shows, by their names there. */
function parentTable(leaf: LogicalTable): RecordedTable {
  const shown = (leaf.dataTransforms ?? []).flatMap(
    ({ projectOperation }) => projectOperation?.projectedColumns ?? [],
  );
  const created = createdIn([leaf]);
  const names = new Map([...renamesIn(leaf)].map(([name, renamed]) => [renamed, name]));
  const columns = shown
    .filter((name) => !Object.hasOwn(created, name))
    .map((name) => ({ name: names.get(name) ?? name }));
  return { id: undefined, ...dataSetReading(leaf.source?.dataSetArn ?? ""), columns };
}

function renamesIn({ dataTransforms = [] }: LogicalTable): Map<string, string> {
  return new Map(
    dataTransforms.flatMap(({ renameColumnOperation: rename }) =>
      rename ? [[rename.columnName, rename.newColumnName] as const] : [],
    ),
  );
}

function createdIn(
  logical: readonly LogicalTable[],
): Readonly<Record<string, { readonly expression: string }>> {
  return Object.fromEntries(
    logical.flatMap(({ dataTransforms = [] }) =>
      dataTransforms.flatMap(({ createColumnsOperation: created }) =>
        (created?.columns ?? []).map(({ columnName, expression }) => [columnName, { expression }]),
      ),
    ),
  );
}
