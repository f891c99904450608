import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { untilAborted } from "../../aws/untilAborted.ts";
import { emptyLedger, forgetOld } from "./ledger.ts";
import type { Lock } from "./lock.ts";
import { LockBusy } from "./lockBusy.ts";
import type { LockHolder } from "./lockHolder.ts";
import type { LockPlace } from "./lockPlace.ts";
import type { LockRecord } from "./lockRecord.ts";
import { type FoundLock, LockStore, type StoredLock, type WrittenLock } from "./lockStore.ts";
import { oneLine } from "./oneLine.ts";
import { OwnLock } from "./ownLock.ts";

/** How long to hold, and how long to wait. */
export interface LockOptions {
  /**
   * How long others wait for a holder that was killed, in milliseconds. A living one renews every third of it.
   * @default 30000
   */
  readonly leaseMs?: number;
  /**
   * How long to wait for a living holder, in milliseconds. Less than the lease and two seconds does not outlast a killed one.
   * @default 45000
   */
  readonly patienceMs?: number;
  /** Called when the waiting begins, and again for every other holder. */
  readonly onWait?: (holder: LockHolder) => void;
  /** Once aborted, nobody waits any longer: its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /**
   * The time that is written down, in milliseconds since 1970, and by which the ledger forgets. Leases do not go by it.
   * @default Date.now
   */
  readonly now?: () => number;
}

/**
 * How long an answer of S3 is waited for after the signal, in milliseconds: a lock that was just taken should be released, and
 * otherwise it ends with its lease.
 */
const graceMs = 3_000;

/** After so many reads in a row that S3 refuses, while it says that the object is there, the right to read is missing. */
const mostDenied = 3;

/**
 * Takes the lock of a namespace, so that one run at a time writes to it; waits while another holds it.
 *
 * A holder that was killed no longer renews, and its lock is taken over when its lease has passed since its last write. What
 * tells is the clock of S3 alone: `Date` of an answer against `Last-Modified` of the object. The holder's `expires` is for
 * people, because the clocks of two machines differ.
 *
 * @throws LockBusy when the patience ends before the other run does
 * @throws Error when the bucket is missing, a right is missing, or S3 does not answer; it says what to do
 */
export async function acquireLock(
  place: LockPlace,
  owner: string,
  options: LockOptions = {},
): Promise<Lock> {
  const {
    leaseMs = 30_000,
    patienceMs = 45_000,
    onWait = () => undefined,
    signal,
    now = Date.now,
  } = options;
  const store = new LockStore(place, leaseMs);
  try {
    const claim = { id: randomUUID(), owner: oneLine(owner), leaseMs, now };
    const tell = tellOnce(onWait);
    const taken = await endSoon(signal, () =>
      takeTurns(store, place, claim, { patienceMs, signal, tell }),
    );
    return new OwnLock({ place, store, now, ...taken });
  } catch (error) {
    store.close();
    throw error;
  }
}

/** What a call comes to; {@link graceMs} after the signal its reason. */
async function endSoon<Result>(
  signal: AbortSignal | undefined,
  call: () => Promise<Result>,
): Promise<Result> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => {
      late.abort(signal?.reason);
    }, graceMs);
  };
  signal?.addEventListener("abort", begin, { once: true });
  try {
    return await untilAborted(late.signal, call);
  } finally {
    signal?.removeEventListener("abort", begin);
    clearTimeout(timer);
  }
}

interface Claim {
  readonly id: string;
  readonly owner: string;
  readonly leaseMs: number;
  readonly now: () => number;
}

interface Waiting {
  readonly patienceMs: number;
  readonly signal: AbortSignal | undefined;
  readonly tell: (holder: LockHolder) => void;
}

interface Taken {
  readonly record: LockRecord;
  readonly written: WrittenLock;
}

type Attempt =
  | { readonly taken: Taken; readonly found?: undefined }
  | { readonly taken?: undefined; readonly found: FoundLock };

async function takeTurns(
  store: LockStore,
  place: LockPlace,
  claim: Claim,
  { patienceMs, signal, tell }: Waiting,
): Promise<Taken> {
  const begun = performance.now();
  const pauseMs = Math.min(2_000, Math.max(50, claim.leaseMs / 15));
  let holder: LockHolder | undefined;
  let denied = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { taken, found } = await write(store, claim);
    if (taken !== undefined) return taken;
    denied = found === "denied" ? denied + 1 : 0;
    if (denied === mostDenied) throw store.explain("read", accessDenied());
    if (typeof found !== "string" && isFree(found)) {
      const over = await write(store, claim, found);
      if (over.taken !== undefined) return over.taken;
    } else if (typeof found !== "string") {
      holder = holderOf(found.record);
      tell(holder);
    }
    const waited = performance.now() - begun;
    if (waited >= patienceMs) throw new LockBusy(place, holder, waited);
    // The reason of the signal is thrown above, and not what the timer makes of it.
    await sleep(Math.min(pauseMs, patienceMs - waited), undefined, { signal }).catch(
      () => undefined,
    );
  }
}

/** Creates the lock, or takes over one that is free, with the ledger in it. */
async function write(
  store: LockStore,
  { now, ...claim }: Claim,
  free?: StoredLock,
): Promise<Attempt> {
  const time = now();
  const record = {
    ...claim,
    since: new Date(time).toISOString(),
    expires: new Date(time + claim.leaseMs).toISOString(),
    revision: 0,
    ledger: forgetOld(free?.record.ledger ?? emptyLedger, time),
  };
  const { done, found } = await store.write(record, free?.etag);
  return done === undefined ? { found } : { taken: { record, written: done } };
}

function isFree({ record, ageMs }: StoredLock): boolean {
  return record.leaseMs === 0 || ageMs > record.leaseMs;
}

function holderOf({ owner, since, expires }: LockRecord): LockHolder {
  return { owner, since, expires };
}

function tellOnce(onWait: (holder: LockHolder) => void): (holder: LockHolder) => void {
  let told = "";
  return (holder) => {
    const name = `${holder.owner} ${holder.since}`;
    if (name !== told) onWait(holder);
    told = name;
  };
}

function accessDenied(): Error {
  return Object.assign(new Error("it is there and may not be read"), { name: "AccessDenied" });
}
