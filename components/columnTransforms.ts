import {
  type CalculatedSettings,
  type ColumnSettings,
  everyColumn,
  outputColumns,
  readColumns,
  type ReadColumn,
} from "@quicksight-governance/core/settings";
import { contentVersion } from "./contentVersion.ts";

/** What becomes of the columns of a data set. */
export interface ColumnsOf {
  readonly columns: readonly ColumnSettings[];
  readonly joins?: readonly { readonly columns: readonly ColumnSettings[] }[] | undefined;
  readonly calculated?: CalculatedSettings | undefined;
}

/**
 * What the only logical table of a data set does to its columns, in this order: casts, then new names, each once no other column has it, then
 * calculated columns, each after those that it uses, then descriptions, and at last which columns are shown. So an expression names columns as
 * people do. Empty: nothing is done.
 *
 * The columns that are shown are named wherever anything is done, as QuickSight's console does it.
 */
export function columnTransforms(set: ColumnsOf) {
  const done = ownTransforms(readColumns(set));
  const shared = sharedTransforms(set);
  const isAsRead = shared.length === 1 && outputColumns(set).length === set.columns.length;
  return done.length === 0 && isAsRead ? [] : [...done, ...shared];
}

/** What a table does to the columns that it reads: casts, then new names, each once no other column has it. */
export function ownTransforms(columns: readonly ReadColumn[]) {
  return [
    ...columns.flatMap(({ column: { name, cast, format } }) =>
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
  ];
}

/** What is done once all columns are there: calculated columns, descriptions, and which columns are shown. */
export function sharedTransforms(set: ColumnsOf) {
  return [
    ...inOrder(set).map(([columnName, expression]) => ({
      createColumnsOperation: {
        columns: [{ columnName, columnId: `calculated-${contentVersion(columnName)}`, expression }],
      },
    })),
    ...described(set).map(([columnName, text]) => ({
      tagColumnOperation: { columnName, tags: [{ columnDescription: { text } }] },
    })),
    { projectOperation: { projectedColumns: outputColumns(set).map(({ name }) => name) } },
  ];
}

/** The new names, each after that of the column which has had it; else in the order of the table. */
function renamed(columns: readonly ReadColumn[]) {
  const renames = columns.flatMap(({ name: newColumnName, column: { name, as: other } }) =>
    other === undefined && newColumnName === name ? [] : [{ columnName: name, newColumnName }],
  );
  const newNames = new Map(renames.map((one) => [one.columnName, one.newColumnName]));
  const depth = (name: string): number => {
    const next = newNames.get(name);
    return next === undefined ? 0 : 1 + depth(next);
  };
  return renames.sort((a, b) => depth(a.columnName) - depth(b.columnName));
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

function described({ calculated = {}, ...set }: ColumnsOf): (readonly [string, string])[] {
  return [
    ...readColumns(set).map(({ name, column }) => [name, column.description] as const),
    ...Object.entries(calculated).map(([name, { description }]) => [name, description] as const),
  ].flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}
