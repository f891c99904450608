import {
  type CalculatedSettings,
  type ColumnSettings,
  everyColumn,
  outputColumns,
  outputName,
} from "@quicksight-governance/core/settings";
import { contentVersion } from "./contentVersion.ts";

/** What becomes of the columns of a table. */
export interface ColumnsOf {
  readonly columns: readonly ColumnSettings[];
  readonly calculated?: CalculatedSettings | undefined;
}

/**
 * What a logical table does to its columns, in this order: casts, then new names, each once no other column has it, then calculated columns, each after those that it uses,
 * then descriptions, and at last which columns are shown. So an expression names columns as people do. Empty: nothing is done.
 *
 * The columns that are shown are named wherever anything is done, as QuickSight's console does it.
 */
export function columnTransforms(set: ColumnsOf) {
  const { columns } = set;
  const done = [
    ...columns.flatMap(({ name, cast, format }) =>
      cast === undefined
        ? []
        : [
            {
              castColumnTypeOperation: {
                ...{ columnName: name, newColumnType: cast },
                ...(format === undefined ? {} : { format }),
              },
            },
          ],
    ),
    ...renamed(columns).map((renameColumnOperation) => ({ renameColumnOperation })),
    ...inOrder(set).map(([columnName, expression]) => ({
      createColumnsOperation: {
        columns: [{ columnName, columnId: `calculated-${contentVersion(columnName)}`, expression }],
      },
    })),
    ...described(set).map(([columnName, text]) => ({
      tagColumnOperation: { columnName, tags: [{ columnDescription: { text } }] },
    })),
  ];
  const projectedColumns = outputColumns(set).map(({ name }) => name);
  if (done.length === 0 && projectedColumns.length === columns.length) return [];
  return [...done, { projectOperation: { projectedColumns } }];
}

/** The new names, each after that of the column which has had it; else in the order of the table. */
function renamed(columns: ColumnsOf["columns"]) {
  const newNames = new Map(columns.map((column) => [column.name, column.as]));
  const depth = (name: string): number => {
    const next = newNames.get(name);
    return next === undefined ? 0 : 1 + depth(next);
  };
  return columns
    .flatMap(({ name: columnName, as: newColumnName }) =>
      newColumnName === undefined ? [] : [{ columnName, newColumnName }],
    )
    .sort((a, b) => depth(a.columnName) - depth(b.columnName));
}

/** The calculated columns with their expressions, each after those that it uses; else by name, so that their order says nothing. */
function inOrder(set: ColumnsOf): (readonly [string, string])[] {
  const uses = new Map(everyColumn(set).map((column) => [column.name, column.uses ?? []]));
  const depth = (name: string) =>
    (uses.get(name) ?? []).filter((one) => uses.get(one)?.length).length;
  return Object.entries(set.calculated ?? {})
    .map(([name, { expression }]) => [name, expression] as const)
    .sort(([a], [b]) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

function described({ columns, calculated = {} }: ColumnsOf): (readonly [string, string])[] {
  return [
    ...columns.map((column) => [outputName(column), column.description] as const),
    ...Object.entries(calculated).map(([name, { description }]) => [name, description] as const),
  ].flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}
