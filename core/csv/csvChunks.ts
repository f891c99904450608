import Papa from "papaparse";

/** What stands in each column, by its name; undefined: nothing. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => string | undefined>>;

/** Rows that are made to text at once. */
const chunkRows = 2000;

/**
 * A CSV file (RFC 4180 with LF) with a header and a line for each row, piece by piece, so that nobody holds all of it. A value that a
 * spreadsheet would take for a formula begins with an apostrophe.
 */
export function* csvChunks<Row>(
  rows: Iterable<Row>,
  columns: CsvColumns<Row>,
): Generator<string, undefined> {
  const valuesOf = Object.values(columns);
  let data: string[][] = [Object.keys(columns)];
  for (const row of rows) {
    data.push(valuesOf.map((valueOf) => valueOf(row) ?? ""));
    if (data.length <= chunkRows) continue;
    yield textOf(data);
    data = [];
  }
  if (data.length > 0) yield textOf(data);
  return undefined;
}

const textOf = (data: readonly string[][]) =>
  `${Papa.unparse([...data], { newline: "\n", escapeFormulae: true })}\n`;
