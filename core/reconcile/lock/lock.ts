import type { Ledger } from "./ledger.ts";

/** A lock that is ours. It renews itself until it is released or lost. */
export interface Lock {
  /**
   * Aborted when the lock can no longer be trusted to be ours: somebody else took it, or it could not be renewed in time. The
   * reason is a {@link LockLost} that says which. A release does not abort it.
   */
  readonly signal: AbortSignal;
  /**
   * What earlier holders left, because it must outlive them or because they were killed, with every change that was noted
   * since, also one that is not stored yet.
   */
  readonly ledger: Ledger;
  /**
   * Changes the ledger; resolves when that is stored, so that the next holder inherits it. Changes are made at once and in the
   * order of the calls. One write is under way at a time, and the next one carries all that was noted meanwhile: hundreds of
   * notes at once become few writes.
   *
   * A change that could not be stored stays in the ledger and may be stored by a later write. So note what is going to be taken
   * in a way that does no harm if it never is.
   *
   * @param change pure: from the ledger to another one of plain JSON. When it throws, nothing changes, and that is thrown
   * @throws LockLost when the lock is no longer ours; or the error of S3, and then the caller must not do what it noted
   */
  note(change: (ledger: Ledger) => Ledger): Promise<void>;
  /**
   * Lets the next one in, at once, after what was noted is written. While something is in the ledger the object stays, as a
   * lock that has expired. Does nothing when the lock was lost before, and nothing the second time.
   *
   * @throws LockLost when only now it shows that somebody else took it; or the error of S3, and then the lock ends by itself
   */
  release(): Promise<void>;
}
