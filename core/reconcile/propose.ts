import type { Api } from "../aws/api.ts";
import { type Asking, consider, type Proposal } from "./consider.ts";
import { emptyLedger, type Ledger } from "./lock/ledger.ts";
import type { AnyStep, Subject } from "./subject.ts";

/**
 * Reads, plans and asks the guard: the first half of a run. Writes nothing, takes no lock, and throws no refusal.
 *
 * @param ledger what the lock's object says now; absent when there is no lock
 */
export async function propose<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  api: Api,
  { desired, ...asking }: Asking & { readonly desired: Desired },
  ledger: Ledger | undefined,
): Promise<Proposal<Desired, Actual, Step>> {
  const { journal } = ledger ?? emptyLedger;
  const { now = Date.now } = asking;
  const actual = await subject.read(api.reading, desired);
  const planned = subject.plan(desired, actual, journal[subject.name] ?? {}, now());
  const plan = (await subject.look?.(api.reading, desired, actual, planned)) ?? planned;
  return consider(subject, { desired, actual, plan }, ledger, asking);
}
