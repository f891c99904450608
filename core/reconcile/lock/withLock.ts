import { acquireLock, type LockOptions } from "./acquireLock.ts";
import type { Lock } from "./lock.ts";
import type { LockPlace } from "./lockPlace.ts";

/**
 * Runs something while the lock of a namespace is held, and releases it whatever happens.
 *
 * The run must watch the signal and stop when it is aborted: the lock is lost then, and a result of the run is returned as it is.
 *
 * @param run gets the signal, and the lock for its ledger
 * @throws the run's error, even when the release fails as well; otherwise what {@link acquireLock} and `Lock.release` throw
 */
export async function withLock<T>(
  place: LockPlace,
  owner: string,
  run: (signal: AbortSignal, lock: Lock) => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const lock = await acquireLock(place, owner, options);
  let result: T;
  try {
    result = await run(lock.signal, lock);
  } catch (error) {
    await lock.release().catch(() => undefined);
    throw error;
  }
  await lock.release();
  return result;
}
