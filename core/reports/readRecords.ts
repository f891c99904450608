import { describeError } from "../aws/describeError.ts";
import { parseRunRecord, type RunRecord, runsFolder } from "./runRecord.ts";
import type { ReportStore } from "./store/reportStore.ts";

/** The records of runs, and what lay among them and is none. */
export interface ReadRecords {
  /** In the order in which they began. */
  readonly records: readonly RunRecord[];
  /** A line each, with the key and why. */
  readonly unread: readonly string[];
  /** When the last of them was written, by the clock of S3; absent: there is none. */
  readonly until?: Date;
}

/** Objects that are read at a time. */
const atOnce = 20;
const dayMs = 24 * 3_600_000;

/**
 * Reads the records that were written since a moment. Those of the days from it on are listed: one that was begun before it and written after
 * it is in the folder of its day, which is the day before at most.
 *
 * @param since absent: all that there are
 */
export async function readRecords(store: ReportStore, since?: Date): Promise<ReadRecords> {
  const first =
    since === undefined ? "" : new Date(since.getTime() - dayMs).toISOString().slice(0, 10);
  const keys: string[] = [];
  let until: Date | undefined;
  for await (const { key, modified } of store.list(runsFolder)) {
    if (key.slice(runsFolder.length) < first) continue;
    if (since !== undefined && modified < since) continue;
    keys.push(key);
    if (until === undefined || modified > until) until = modified;
  }
  const records: RunRecord[] = [];
  const unread: string[] = [];
  for (let at = 0; at < keys.length; at += atOnce) {
    await Promise.all(
      keys.slice(at, at + atOnce).map(async (key) => {
        try {
          const found = await store.read(key);
          if (found !== undefined) {
            records.push(parseRunRecord(new TextDecoder().decode(found.body)));
          }
        } catch (error) {
          unread.push(`${key}: ${describeError(error)}`);
        }
      }),
    );
  }
  const orderOf = ({ started, namespace, subject }: RunRecord) =>
    `${started} ${namespace} ${subject}`;
  records.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return { records, unread: unread.sort(), ...(until === undefined ? {} : { until }) };
}
