import type { Column } from "./column.ts";

/**
 * Makes the search of a list: what it finds holds every word somewhere, whatever the case.
 *
 * @param columns what is searched; a column of numbers is not
 */
export function searchIn<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): (text: string) => readonly Row[] {
  let texts: readonly string[] | undefined;
  return (text) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return rows;
    texts ??= rows.map((row) => textOf(row, columns));
    const found = texts;
    return rows.filter((_, at) => words.every((word) => found[at]?.includes(word)));
  };
}

function textOf<Row>(row: Row, columns: readonly Column<Row>[]): string {
  return columns
    .map(({ valueOf }) => valueOf(row))
    .filter((value) => typeof value === "string")
    .join("\n")
    .toLowerCase();
}
