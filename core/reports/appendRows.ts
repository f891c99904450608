import type { CsvColumns } from "../csv/csvChunks.ts";
import { formatLines } from "./formatLines.ts";
import type { ReportStore } from "./store/reportStore.ts";

/** How often a write is tried again because somebody else's was in its way. */
const mostTurns = 5;

/**
 * Puts rows at the end of a CSV file in the bucket that grows. A row that is in it already is left out, so that a run that is repeated, or was
 * killed before it could note how far it came, leaves each once; who else writes it at the same time loses nothing.
 *
 * @returns how many rows were new
 */
export async function appendRows<Row>(
  store: ReportStore,
  key: string,
  rows: readonly Row[],
  columns: CsvColumns<Row>,
): Promise<number> {
  const [header = "", ...lines] = formatLines(rows, columns);
  for (let turn = 1; ; turn += 1) {
    const found = await store.read(key);
    const text = found === undefined ? `${header}\n` : new TextDecoder().decode(found.body);
    const known = new Set(text.split("\n"));
    const added = [...new Set(lines)].filter((line) => !known.has(line));
    if (added.length === 0) return 0;
    // Somebody may have edited the file, and left its last line open.
    const start = text.endsWith("\n") ? text : `${text}\n`;
    const how = { contentType: "text/csv; charset=utf-8", follows: found?.etag ?? null };
    if (await store.write(key, [start, ...added.map((line) => `${line}\n`)], how)) {
      return added.length;
    }
    if (turn === mostTurns) {
      throw new Error(
        `cannot write ${store.address}/${key}: something else wrote it ${mostTurns} times meanwhile; run it again`,
      );
    }
  }
}
