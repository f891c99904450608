import { csvChunks, type CsvColumns } from "./csvChunks.ts";

/** A CSV file as one text; see {@link csvChunks}. */
export function formatCsv<Row>(rows: Iterable<Row>, columns: CsvColumns<Row>): string {
  return [...csvChunks(rows, columns)].join("");
}
