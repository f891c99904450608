/** Who holds a lock, as a person reads it. Nothing is decided by its times: they are from the holder's own clock. */
export interface LockHolder {
  /** For example `pulumi up by ana on host-1 (pid 4711)`. */
  readonly owner: string;
  /** When the holder got the lock; ISO 8601, UTC. */
  readonly since: string;
  /** When the lock ends unless the holder renews it; ISO 8601, UTC. */
  readonly expires: string;
}
