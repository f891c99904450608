import { printable } from "../aws/printable.ts";
import { csvChunks, type CsvColumns } from "../csv/csvChunks.ts";

/** The header and the rows of a report that grows: each in one line, whatever is in it, as a line is what is known again. */
export function formatLines<Row>(rows: readonly Row[], columns: CsvColumns<Row>): string[] {
  const oneLine = Object.fromEntries(
    Object.entries(columns).map(([name, valueOf]) => [
      name,
      (row: Row) => printable(valueOf(row) ?? ""),
    ]),
  );
  return [...csvChunks(rows, oneLine)].join("").slice(0, -1).split("\n");
}
