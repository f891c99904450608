import { gunzipSync, gzipSync } from "node:zlib";
import { formatSnapshot, parseSnapshot, type Snapshot } from "../explain/index.ts";
import { reportsFolder } from "./reportKeys.ts";
import type { ReportStore } from "./store/reportStore.ts";

/** How far reports have come. */
export interface Reported {
  /** The last snapshot that is in the reports, with what could not be read in it as it was known before. */
  readonly snapshot: Snapshot;
  /** Records that were written until then are in the reports; absent: there was none. */
  readonly until?: Date;
}

/** The object that says how far reports have come. */
export const reportedKey = `${reportsFolder}reported/reported.json.gz`;

/** Reads how far reports have come; undefined where none were written, or nobody can read it: then all is gone through again. */
export async function readReported(store: ReportStore): Promise<Reported | undefined> {
  const found = await store.read(reportedKey);
  if (found === undefined) return undefined;
  try {
    const text = gunzipSync(found.body).toString("utf8");
    const end = text.indexOf("\n");
    const until = new Date(text.slice(0, end));
    const snapshot = parseSnapshot(text.slice(end + 1));
    return { snapshot, ...(Number.isNaN(until.getTime()) ? {} : { until }) };
  } catch {
    return undefined;
  }
}

/** Notes how far reports have come: after all of them are written. */
export async function writeReported(
  store: ReportStore,
  { snapshot, until }: Reported,
): Promise<void> {
  const text = `${until?.toISOString() ?? ""}\n${formatSnapshot(snapshot)}`;
  await store.write(reportedKey, [gzipSync(text)], { contentType: "application/gzip" });
}
