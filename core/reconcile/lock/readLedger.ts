import { emptyLedger, forgetOld, type Ledger } from "./ledger.ts";
import type { LockPlace } from "./lockPlace.ts";
import { LockStore } from "./lockStore.ts";

/** The lease of an object that does not say its own does not matter to who only looks. */
const anyLease = 1;

/**
 * What the ledger of a namespace says, without taking its lock: for a plan that is only looked at. Empty when there is no
 * object, or none that may be read.
 *
 * @throws Error when the bucket is missing or S3 does not answer; it says what to do
 */
export async function readLedger(place: LockPlace): Promise<Ledger> {
  const store = new LockStore(place, anyLease);
  try {
    const found = await store.read();
    return typeof found === "string" ? emptyLedger : forgetOld(found.record.ledger, Date.now());
  } finally {
    store.close();
  }
}
