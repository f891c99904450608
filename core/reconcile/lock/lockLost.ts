import { describeLocked } from "./describeLocked.ts";
import { lockAddress, type LockPlace } from "./lockPlace.ts";

/** The lock was ours and can no longer be trusted to be: the run must stop, because another one may have begun. */
export class LockLost extends Error {
  override readonly name = "LockLost";

  /** @param why what happened, as the rest of a sentence */
  constructor(place: LockPlace, why: string) {
    super(
      `the lock on ${describeLocked(place.namespace)} was lost: ${why} (${lockAddress(place)}). What was begun may be incomplete; run it again when no other run is at work`,
    );
  }
}
