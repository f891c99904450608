import type { LogicalTable, TransformOperation } from "@aws-sdk/client-quicksight";
import type { Checked } from "../handler.ts";
import type { Table } from "./tableOf.ts";

/**
 * A table after the transforms of a logical table, as far as these need no engine of queries: renames and projections. A cast leaves the
 * text as it is, a calculated column is empty, and with a filter no row is known.
 */
export function transform(table: Table, logical: Checked<LogicalTable> | undefined): Table {
  return (logical?.DataTransforms ?? []).reduce(step, table);
}

function step(table: Table, operation: Checked<TransformOperation>): Table {
  const { columns, rows, notEvaluated } = table;
  const { RenameColumnOperation: rename, ProjectOperation: project } = operation;
  const { CreateColumnsOperation: create, FilterOperation: filter } = operation;
  if (rename !== undefined) {
    const named = columns.map((name) => (name === rename.ColumnName ? rename.NewColumnName : name));
    return { ...table, columns: named };
  }
  if (create !== undefined) {
    const made = create.Columns;
    return {
      ...table,
      columns: [...columns, ...made.map(({ ColumnName }) => ColumnName)],
      rows: rows.map((row) => [...row, ...made.map(() => "")]),
      notEvaluated: [
        ...notEvaluated,
        ...made.map(({ ColumnName, Expression }) => `column ${ColumnName}: ${Expression}`),
      ],
    };
  }
  if (filter !== undefined) {
    const what = `filter ${filter.ConditionExpression}`;
    return { ...table, rows: [], notEvaluated: [...notEvaluated, what] };
  }
  if (project === undefined) return table;
  const kept = columns.flatMap((name, at) => (project.ProjectedColumns.includes(name) ? [at] : []));
  const pick = (row: readonly string[]) => kept.map((at) => row[at] ?? "");
  return { ...table, columns: pick(columns), rows: rows.map(pick) };
}
