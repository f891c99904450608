import type { Applied } from "./apply/applyPlan.ts";
import type { GovernedNamespace } from "./governedNamespace.ts";
import type { Lock } from "./lock/lock.ts";
import { withLock } from "./lock/withLock.ts";
import { findCaller } from "./preflight/findCaller.ts";
import type { Plan } from "./plan/operation.ts";
import { createClients, destroyClients } from "./quicksight/createClients.ts";
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
  /** Called with what to say while another run holds the lock. */
  readonly onWait?: (message: string) => void;
}

/**
 * Makes a namespace what it should be, as the only run of this namespace.
 *
 * @throws {PlanRefused} when the guard refuses, {LockHeld} when another run goes on for too long; nothing was written
 */
export async function runReconcile(run: Run): Promise<Applied & { readonly plan: Plan }> {
  const { governed, profile, lock, owner, onWait } = run;
  const callerArn =
    governed.callerArn ?? (await findCallerArn(governed.scope.identityRegion, profile));
  const known = { ...run, governed: { ...governed, callerArn } };
  if (lock === undefined) return carryOut(known);
  const { namespace } = governed.scope;
  return withLock(
    { ...lock, profile, namespace },
    owner,
    (_signal, held) => carryOut(known, held),
    {
      onWait: (holder) =>
        onWait?.(`waiting for ${holder.owner}, who has held the lock since ${holder.since}`),
    },
  );
}

async function carryOut(
  { governed, profile, approvals, onProgress }: Run,
  lock?: Lock,
): Promise<Applied & { readonly plan: Plan }> {
  const { scope, dataRegion } = governed;
  const clients = createClients({ identityRegion: scope.identityRegion, dataRegion }, { profile });
  const journal = lock && ((entries: readonly string[]) => lock.note(entries));
  try {
    const all = { ...governed, unfinished: lock?.inherited ?? [] };
    return await reconcile(clients, all, approvals, { onProgress, signal: lock?.signal, journal });
  } finally {
    destroyClients(clients);
  }
}

/** Where STS does not answer, the guard does not know the caller; all its other rules hold. */
async function findCallerArn(
  region: string,
  profile: string | undefined,
): Promise<string | undefined> {
  try {
    return (await findCaller(region, profile)).arn;
  } catch {
    return undefined;
  }
}
