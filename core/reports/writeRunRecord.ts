import { formatRunRecord, type RunRecord, runRecordKey } from "./runRecord.ts";
import type { ReportStore } from "./store/reportStore.ts";

/** Leaves the record of a run in the bucket: what {@link import("./writeReports.ts").writeReports} and the time machine read. */
export async function writeRunRecord(store: ReportStore, record: RunRecord): Promise<void> {
  const how = { contentType: "application/json" };
  await store.write(runRecordKey(record), [formatRunRecord(record)], how);
}
