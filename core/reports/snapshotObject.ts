import { gunzipSync, gzipSync } from "node:zlib";
import { describeError } from "../aws/describeError.ts";
import { formatSnapshot, parseSnapshot, type Snapshot } from "../explain/index.ts";
import { reportsFolder } from "./reportKeys.ts";
import type { ReportStore } from "./store/reportStore.ts";

/**
 * The object of the governance bucket that holds who may open what, as it was read last. The bucket keeps versions: each is an instant
 * that `qsgov explain --at` answers of, for as long as the bucket's rule keeps it.
 */
export const snapshotKey = `${reportsFolder}snapshot/snapshot.json.gz`;

/** Keeps a snapshot: the one before stays as a version. */
export async function storeSnapshot(store: ReportStore, snapshot: Snapshot): Promise<void> {
  const how = { contentType: "application/gzip" };
  await store.write(snapshotKey, [gzipSync(formatSnapshot(snapshot))], how);
}

/**
 * Reads a snapshot that was kept.
 *
 * @param versionId absent: the latest
 * @returns undefined where there is none
 * @throws where it is something else
 */
export async function readStoredSnapshot(
  store: ReportStore,
  versionId?: string,
): Promise<Snapshot | undefined> {
  const found = await store.read(snapshotKey, versionId);
  if (found === undefined) return undefined;
  const where = `${store.address}/${snapshotKey}${versionId === undefined ? "" : ` (version ${versionId})`}`;
  try {
    return parseSnapshot(gunzipSync(found.body).toString("utf8"));
  } catch (error) {
    const why = describeError(error);
    throw new Error(`${where} cannot be read as a snapshot: ${why}`, { cause: error });
  }
}
