import type { JoinInstruction, LogicalTable } from "@aws-sdk/client-quicksight";
import type { DataSetDefinition } from "../../store/assets.ts";
import type { Checked } from "../handler.ts";
import type { Columns } from "../rows/rowRules.ts";
import { transform } from "../rows/transform.ts";

/**
 * What joins of files come to, with all that logical tables do to their columns, the header first; undefined where that would need an engine
 * of queries: another data set, a clause that is more than equal columns.
 *
 * @param files the rows of each physical table, the header first
 */
export function joinRows(
  { LogicalTableMap = {} }: DataSetDefinition,
  files: ReadonlyMap<string, readonly (readonly string[])[]>,
): readonly (readonly string[])[] | undefined {
  const used = new Set(
    Object.values(LogicalTableMap).flatMap(({ Source: { JoinInstruction: join } }) =>
      join === undefined ? [] : [join.LeftOperand, join.RightOperand],
    ),
  );
  const [root, ...others] = Object.keys(LogicalTableMap).filter((id) => !used.has(id));
  if (root === undefined || others.length > 0) return undefined;
  const found = rowsOf(LogicalTableMap[root]);
  return found && [found.columns, ...found.rows];

  function rowsOf(table: Checked<LogicalTable> | undefined): Columns | undefined {
    const { PhysicalTableId, JoinInstruction } = table?.Source ?? {};
    const [columns, ...rows] = files.get(PhysicalTableId ?? "") ?? [];
    const own =
      JoinInstruction === undefined
        ? columns && { columns, rows }
        : joined(
            JoinInstruction,
            rowsOf(LogicalTableMap[JoinInstruction.LeftOperand]),
            rowsOf(LogicalTableMap[JoinInstruction.RightOperand]),
          );
    return own && transform({ ...own, notEvaluated: [] }, table);
  }
}

type Row = readonly string[];

function joined(
  { Type, OnClause }: Checked<JoinInstruction>,
  left: Columns | undefined,
  right: Columns | undefined,
): Columns | undefined {
  const pairs = left && right && pairsIn(OnClause, left, right);
  if (left === undefined || right === undefined || pairs === undefined) return undefined;
  const keyOf = (row: Row, side: 0 | 1) => JSON.stringify(pairs.map((pair) => row[pair[side]]));
  const byKey = Map.groupBy(right.rows, (row) => keyOf(row, 1));
  const keys = new Set(left.rows.map((row) => keyOf(row, 0)));
  const both = left.rows.flatMap((row) =>
    (byKey.get(keyOf(row, 0)) ?? []).map((other) => [...row, ...other]),
  );
  const empty = (columns: readonly string[]) => columns.map(() => "");
  const onlyLeft = left.rows
    .filter((row) => !byKey.has(keyOf(row, 0)))
    .map((row) => [...row, ...empty(right.columns)]);
  const onlyRight = right.rows
    .filter((row) => !keys.has(keyOf(row, 1)))
    .map((row) => [...empty(left.columns), ...row]);
  return {
    columns: [...left.columns, ...right.columns],
    rows: [
      ...both,
      ...(["LEFT", "OUTER"].includes(Type) ? onlyLeft : []),
      ...(["RIGHT", "OUTER"].includes(Type) ? onlyRight : []),
    ],
  };
}

/** The places of the columns that a clause says are equal, `{a} = {b} AND {c} = {d}`; undefined where it says anything else. */
function pairsIn(clause: string, left: Columns, right: Columns): [number, number][] | undefined {
  const pairs: [number, number][] = [];
  for (const part of clause.split(/ AND /i)) {
    const [, one = "", other = ""] = /^\s*\{([^}]*)\} = \{([^}]*)\}\s*$/.exec(part) ?? [];
    const place: [number, number] = [left.columns.indexOf(one), right.columns.indexOf(other)];
    if (place.includes(-1)) return undefined;
    pairs.push(place);
  }
  return pairs;
}
