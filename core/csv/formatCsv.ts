import Papa from "papaparse";

/**
 * A CSV file with a header and a line for each row. A value that a spreadsheet would take for a formula begins with an apostrophe.
 *
 * @param columns what stands in each, by its name; undefined: nothing
 */
export function formatCsv<Row>(
  rows: readonly Row[],
  columns: Readonly<Record<string, (row: Row) => string | undefined>>,
): string {
  const fields = Object.keys(columns);
  const data = rows.map((row) => Object.values(columns).map((valueOf) => valueOf(row) ?? ""));
  return `${Papa.unparse({ fields, data }, { newline: "\n", escapeFormulae: true })}\n`;
}
