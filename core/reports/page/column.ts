/** One column of a table of rows. */
export interface Column<Row> {
  readonly title: string;
  /** What stands in it, is searched and is sorted by. */
  readonly valueOf: (row: Row) => string | number;
  /** Where it leads; absent: nowhere. */
  readonly hrefOf?: (row: Row) => string | undefined;
  /** Its part of the width; default 1. */
  readonly width?: number;
  /** True: left out where the screen is narrow, as the row leads to it. */
  readonly minor?: true;
}

/** By which column rows are sorted. */
export interface Order {
  /** Its place. */
  readonly column: number;
  readonly descending: boolean;
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** The rows by a column; those that are equal there stay in the order that they were in. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | undefined,
): readonly Row[] {
  const column = order && columns[order.column];
  if (column === undefined) return rows;
  const sign = order?.descending === true ? -1 : 1;
  return rows
    .map((row) => ({ row, value: column.valueOf(row) }))
    .sort((a, b) => sign * compare(a.value, b.value))
    .map(({ row }) => row);
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return collator.compare(String(a), String(b));
}
