/** A lock that is held. It renews itself until it is released or lost. */
export interface Lock {
  /**
   * Aborted when the lock can no longer be trusted to be ours: somebody else took it, or it could not be renewed in time. The
   * reason is a {@link LockLost} that says which. A release does not abort it.
   */
  readonly signal: AbortSignal;
  /**
   * What earlier holders had noted and never cleared, because they were killed or ended in the middle. It stays noted until the
   * first {@link note}.
   */
  readonly inherited: readonly string[];
  /**
   * Replaces what is noted as unfinished; resolves when it is stored. What is noted survives the holder: the next one inherits
   * it. An empty list clears it.
   *
   * @throws LockLost when the lock is no longer ours; or the error of S3, and then the caller must not do what it noted
   */
  note(entries: readonly string[]): Promise<void>;
  /**
   * Lets the next one in, at once. While something is noted the object stays, as a lock that has expired. Does nothing when
   * the lock was lost before, and nothing the second time.
   *
   * @throws LockLost when only now it shows that somebody else took it; or the error of S3, and then the lock ends by itself
   */
  release(): Promise<void>;
}
