import { forgetOld, isEmpty, type Ledger } from "./ledger.ts";
import type { Lock } from "./lock.ts";
import { LockLost } from "./lockLost.ts";
import type { LockPlace } from "./lockPlace.ts";
import type { LockRecord } from "./lockRecord.ts";
import {
  describeLockError,
  type FoundLock,
  type LockStore,
  type WrittenLock,
} from "./lockStore.ts";
import { elapsedSince } from "./moment.ts";

/** What {@link OwnLock} begins with. */
export interface OwnLockArgs {
  readonly place: LockPlace;
  /** Closed by the release. */
  readonly store: LockStore;
  /** What the object carries now; its lease is the lock's. */
  readonly record: LockRecord;
  readonly written: WrittenLock;
  /** The time that is written down, in milliseconds since 1970. */
  readonly now: () => number;
}

/** From here on a renewal is due, as a share of the lease. */
const renewAfter = 1 / 3;
/**
 * From here on the lock is not trusted, as a share of the lease. The rest is for what the run still has under way: it should
 * have ended before somebody else may begin.
 */
const trustUntil = 5 / 6;
/** How often in a lease the age is looked at. */
const looksPerLease = 30;

/**
 * A lock that is ours. All its requests run one after the other, each with the ETag that the one before returned.
 *
 * It is trusted for a part of its lease from before the last write was sent, so from before S3's time of that write, from which
 * others count the whole lease. No two machines' clocks are compared for that, they only have to run at the same speed.
 */
export class OwnLock implements Lock {
  readonly #args: OwnLockArgs;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #record: LockRecord;
  #written: WrittenLock;
  #queue: Promise<unknown> = Promise.resolve();
  /** The next write of notes, while it has not begun: whatever is noted until then goes with it. */
  #batch: Promise<void> | undefined;
  #renewing = false;
  #failure = "";
  #release: Promise<void> | undefined;

  constructor(args: OwnLockArgs) {
    this.#args = args;
    this.#record = args.record;
    this.#written = args.written;
    this.#timer = setInterval(() => {
      this.#look();
    }, args.record.leaseMs / looksPerLease);
    // A run that ends without a release must not be kept alive by its lock.
    this.#timer.unref();
    this.#look();
  }

  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  get ledger(): Ledger {
    return this.#record.ledger;
  }

  async note(change: (ledger: Ledger) => Ledger): Promise<void> {
    if (this.#release !== undefined) throw new Error("a lock that was released takes no notes");
    // Kept even if it cannot be stored now: the next renewal brings it.
    this.#record = { ...this.#record, ledger: change(this.ledger) };
    this.#batch ??= this.#inTurn(() => {
      this.#batch = undefined;
      return this.#write();
    });
    await this.#batch;
  }

  release(): Promise<void> {
    clearInterval(this.#timer);
    // Of a lock that is lost nothing is to be ended, and a request that hangs is not to be waited for.
    this.#release ??= (
      this.signal.aborted ? Promise.resolve() : this.#inTurn(() => this.#end())
    ).finally(() => {
      this.#args.store.close();
    });
    return this.#release;
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(task);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  #look(): void {
    const { leaseMs } = this.#args.record;
    const age = elapsedSince(this.#written.sent);
    if (age >= leaseMs * trustUntil) {
      const found = this.#failure === "" ? "" : `: ${this.#failure}`;
      this.#lose(`it was not renewed for ${(age / 1000).toFixed(1)} s${found}`);
    } else if (age >= leaseMs * renewAfter && !this.#renewing) {
      this.#renewing = true;
      void this.#renew();
    }
  }

  async #renew(): Promise<void> {
    try {
      await this.#inTurn(() => this.#write());
      this.#failure = "";
    } catch (error) {
      // The next look tries again, until the lock is not trusted any more.
      this.#failure = describeLockError(error instanceof Error ? error.cause : error);
    } finally {
      this.#renewing = false;
    }
  }

  /** Writes the record with its lease begun anew, or with none: then the lock is free, and kept for its ledger. */
  async #write(leaseMs = this.#args.record.leaseMs): Promise<void> {
    this.signal.throwIfAborted();
    const time = this.#args.now();
    this.#record = {
      ...this.#record,
      leaseMs,
      expires: new Date(time + leaseMs).toISOString(),
      ledger: forgetOld(this.ledger, time),
      revision: this.#record.revision + 1,
    };
    const { store, record } = this.#args;
    const limitMs = leaseMs > 0 ? record.leaseMs * renewAfter : undefined;
    const { done, found } = await store.write(this.#record, this.#written.etag, limitMs);
    if (done === undefined) throw this.#taken(found);
    this.#written = done;
    // It may have been given up while the answer was under way, and a run that stops must not be told to go on.
    this.signal.throwIfAborted();
  }

  async #end(): Promise<void> {
    if (this.signal.aborted) return;
    try {
      if (!isEmpty(forgetOld(this.ledger, this.#args.now()))) {
        await this.#write(0);
        return;
      }
      const found = await this.#args.store.remove(this.#record, this.#written.etag);
      if (found !== "removed") throw this.#taken(found);
    } catch (error) {
      if (error instanceof LockLost) throw error;
      const seconds = (this.#args.record.leaseMs / 1000).toFixed();
      throw new Error(
        `the lock was not released and ends by itself in ${seconds} s: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
  }

  #taken(found: FoundLock): LockLost {
    return this.#lose(
      typeof found === "string"
        ? "its object is gone or was replaced"
        : `${found.record.owner} took it at ${found.record.since}`,
    );
  }

  #lose(why: string): LockLost {
    clearInterval(this.#timer);
    const reason = new LockLost(this.#args.place, why);
    this.#lost.abort(reason);
    return reason;
  }
}
