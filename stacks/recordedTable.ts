import { columnOrigins } from "@quicksight-governance/core/settings";
import { tableOf } from "./tableOf.ts";

/** What a state says that a data set reads. */
export interface RecordedTable {
  /** The id that the table has in the data set. */
  readonly id: string | undefined;
  /** The data source, or the data set that this one is on. */
  readonly sourceArn: string;
  /** See {@link tableOf}. */
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type?: string }[];
  /** What columns of the data set are that have another name there: see `columnOrigins`. */
  readonly origins: ReadonlyMap<string, string>;
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
  readonly source?: { readonly dataSetArn?: string };
  readonly dataTransforms?: readonly Transform[];
}

interface Transform {
  readonly renameColumnOperation?: { readonly columnName: string; readonly newColumnName: string };
  readonly createColumnsOperation?: {
    readonly columns?: readonly { readonly columnName: string; readonly expression: string }[];
  };
}

/** What a data set reads of another one, in place of a table: all that this one shows. */
export const dataSetTable = "data set";

/**
 * Finds the table, the query or the file that a data set reads; undefined where the state does not say.
 *
 * @param outputs of a native data set
 */
export function recordedTable(
  outputs: Readonly<Record<string, unknown>>,
): RecordedTable | undefined {
  const { physicalTableMaps, logicalTableMaps } = outputs as {
    physicalTableMaps?: readonly PhysicalTable[];
    logicalTableMaps?: readonly LogicalTable[];
  };
  const {
    physicalTableMapId: id,
    customSql,
    relationalTable,
    s3Source,
  } = physicalTableMaps?.[0] ?? {};
  const origins = originsIn(logicalTableMaps?.[0]?.dataTransforms);
  const found = customSql ?? relationalTable ?? s3Source;
  if (found === undefined) {
    const parent = logicalTableMaps?.[0]?.source?.dataSetArn;
    if (!parent) return undefined;
    return { id: undefined, sourceArn: parent, table: dataSetTable, columns: [], origins };
  }
  const { dataSourceArn: sourceArn, columns = found.inputColumns ?? [] } = found;
  const table = tableOf({ sql: customSql?.sqlQuery, table: relationalTable });
  return { id, sourceArn, table, columns, origins };
}

function originsIn(transforms: readonly Transform[] = []): ReadonlyMap<string, string> {
  return columnOrigins({
    columns: transforms.flatMap(({ renameColumnOperation: rename }) =>
      rename ? [{ name: rename.columnName, as: rename.newColumnName }] : [],
    ),
    calculated: Object.fromEntries(
      transforms.flatMap(({ createColumnsOperation: created }) =>
        (created?.columns ?? []).map(({ columnName, expression }) => [columnName, { expression }]),
      ),
    ),
  });
}
