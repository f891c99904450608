import { describeError } from "../aws/describeError.ts";
import type { Snapshot } from "../explain/index.ts";
import { readStoredSnapshot, snapshotKey } from "./snapshotObject.ts";
import type { ReportStore } from "./store/reportStore.ts";

/**
 * The snapshots that were kept since one, the earliest first.
 *
 * @param since when that one was read, ISO 8601, UTC; absent: all that there are
 * @param say is told of a version that is none
 * @throws where the latest is none
 */
export async function* snapshotsSince(
  store: ReportStore,
  since: string | undefined,
  say: (message: string) => void,
): AsyncGenerator<Snapshot> {
  const ids: string[] = [];
  const from = since === undefined ? undefined : new Date(since);
  for await (const { versionId, modified } of store.versions(snapshotKey)) {
    // A snapshot is written after it was read, and S3 counts in seconds.
    if (from !== undefined && modified.getTime() + 1000 < from.getTime()) break;
    ids.push(versionId);
  }
  const latest = ids[0];
  for (const id of ids.reverse()) {
    const snapshot = await readStoredSnapshot(store, id).catch((error: unknown) => {
      if (id === latest) throw error;
      say(`${describeError(error)}; it is left out`);
      return undefined;
    });
    // A version may be removed by the bucket's rule while it is asked for.
    if (snapshot === undefined) continue;
    if (since !== undefined && snapshot.at <= since) continue;
    yield snapshot;
  }
}
