import { describeError } from "../aws/describeError.ts";
import type { Applied } from "./steps/applyPlan.ts";
import type { GovernedNamespace } from "./governedNamespace.ts";
import { withJournal } from "../reconcile/lock/ledger.ts";
import type { Lock } from "../reconcile/lock/lock.ts";
import { withLock } from "../reconcile/lock/withLock.ts";
import { findCaller } from "../aws/findCaller.ts";
import type { Plan } from "./plan/operation.ts";
import { createClients, destroyClients } from "../aws/createClients.ts";
import { reconcile } from "./reconcile.ts";

/** A run as its callers ask for it: the dynamic provider, the function, the command line. */
export interface Run {
  readonly governed: GovernedNamespace;
  /** An AWS profile; absent: the SDK's default credential chain. */
  readonly profile?: string | undefined;
  /** Hashes of refused plans that a person approved. */
  readonly approvals: readonly string[];
  /** Where the namespace's lock is; absent: none is taken, and two runs at once are possible. */
  readonly lock?: { readonly bucket: string; readonly region: string } | undefined;
  /** Who runs this, for whoever finds the lock held. */
  readonly owner: string;
  readonly onProgress?: (finished: number, total: number) => void;
  /** Called with what a person should know and no result says: whom the run waits for, what the guard does not know. */
  readonly say?: (message: string) => void;
}

/**
 * Makes a namespace what it should be, as the only run of this namespace.
 *
 * @throws {PlanRefused} when the guard refuses, {LockBusy} when another run goes on for too long; nothing was written
 */
export async function runReconcile(run: Run): Promise<Applied & { readonly plan: Plan }> {
  const { governed, lock, profile, owner, say = () => undefined } = run;
  const callerArn = governed.callerArn ?? (await findCallerArn(run));
  const known = { ...run, governed: { ...governed, callerArn } };
  if (lock === undefined) return carryOut(known);
  const { namespace } = governed.scope;
  let result: (Applied & { readonly plan: Plan }) | undefined;
  try {
    await withLock(
      { ...lock, profile, namespace },
      owner,
      async (_signal, held) => {
        result = await carryOut(known, held);
      },
      {
        onWait: (holder) => {
          say(`waiting for ${holder.owner}, who has held the lock since ${holder.since}`);
        },
      },
    );
  } catch (error) {
    // What was done is done, although the lock could not be released: it ends by itself.
    if (result === undefined) throw error;
    say(describeError(error));
  }
  if (result === undefined) throw new Error("the run ended without a result");
  return result;
}

async function carryOut(
  { governed, profile, approvals, onProgress }: Run,
  lock?: Lock,
): Promise<Applied & { readonly plan: Plan }> {
  const { scope, dataRegion } = governed;
  const { identityRegion } = scope;
  const { signal } = lock ?? {};
  const clients = createClients({ identityRegion, dataRegion }, { profile, signal });
  const journal =
    lock &&
    ((emails: readonly string[]) => {
      const entries = Object.fromEntries(emails.map((email) => [email, {}]));
      return lock.note((ledger) => withJournal(ledger, "people", entries));
    });
  try {
    const all = { ...governed, unfinished: Object.keys(lock?.ledger.journal["people"] ?? {}) };
    return await reconcile(clients, all, approvals, { onProgress, signal, journal });
  } finally {
    destroyClients(clients);
  }
}

/** Where STS does not answer, the guard does not know the caller; all its other rules hold. */
async function findCallerArn({ governed, profile, say }: Run): Promise<string | undefined> {
  try {
    return (await findCaller(governed.scope.identityRegion, profile)).arn;
  } catch (error) {
    say?.(
      `who runs this is not known (${describeError(error)}): the guard cannot see to it that they lose nothing themselves`,
    );
    return undefined;
  }
}
