import type { Snapshot } from "../../explain/index.ts";
import { readStoredSnapshot, snapshotKey } from "../snapshotObject.ts";
import type { ReportStore, ReportVersion } from "../store/reportStore.ts";

/** What is known of an account at an instant. */
export interface Instant {
  /** The last reading before it. */
  readonly snapshot: Snapshot;
  /** The first reading after it: what differs came or went in between, before or after the instant. Absent: there is none yet. */
  readonly next?: Snapshot;
}

/**
 * Finds what was read last before an instant, among the versions of the snapshot that the bucket has kept. A reading counts from when it
 * began.
 *
 * @throws Error for a person: there is no reading, none so early, or what is there is none
 */
export async function findInstant(store: ReportStore, instant: Date): Promise<Instant> {
  const versions: ReportVersion[] = [];
  for await (const version of store.versions(snapshotKey)) {
    versions.push(version);
    // The version that was written last before the instant was read before it; one more, as S3 counts in seconds.
    const isBefore = versions.at(-2)?.modified ?? new Date(NaN);
    if (isBefore < instant) break;
  }
  if (versions.length === 0) {
    throw new Error(
      `${store.address}/${snapshotKey} has no versions: no reading of the account was kept in this bucket; the account's hourly run keeps them`,
    );
  }
  let next: Snapshot | undefined;
  let earliest: Snapshot | undefined;
  for (const snapshot of await readFrom(store, versions, instant)) {
    if (Date.parse(snapshot.at) <= instant.getTime()) {
      return { snapshot, ...(next === undefined ? {} : { next }) };
    }
    next = snapshot;
    earliest = snapshot;
  }
  const first = earliest === undefined ? "" : `; the first one that is kept is of ${earliest.at}`;
  throw new Error(
    `no reading of the account from before ${instant.toISOString()} is kept in ${store.address}${first}. Earlier ones were not made, or the bucket's rule has removed them`,
  );
}

/** The readings around an instant, the latest first: those that were written after it may have begun before it. */
async function readFrom(
  store: ReportStore,
  versions: readonly ReportVersion[],
  instant: Date,
): Promise<Snapshot[]> {
  const found: Snapshot[] = [];
  // From the earliest on: the next one after the instant is enough.
  for (const { versionId } of [...versions].reverse()) {
    const snapshot = await readStoredSnapshot(store, versionId);
    // The bucket's rule may have removed it since it was listed.
    if (snapshot === undefined) continue;
    found.push(snapshot);
    if (Date.parse(snapshot.at) > instant.getTime()) break;
  }
  return found.reverse();
}
