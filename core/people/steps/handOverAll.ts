import { describeOwned } from "../../assets/describeOwned.ts";
import { findOrphans } from "../../assets/findOrphans.ts";
import { findOwnedAgain } from "../../assets/findOwnedAgain.ts";
import { handOver } from "../../assets/handOver.ts";
import { keyOfAsset } from "../../assets/ownedAsset.ts";
import type { GivingApi } from "../../aws/api.ts";
import { groupArnOf, userArnOf } from "../../aws/scope.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { type Deleting, leavesAssets } from "../step.ts";

/**
 * Hands everything that a person owns to the successor group, before they are deleted. Readers own nothing.
 *
 * What they own is looked for once more, as they may have made something since the plan: a large run takes long, and
 * deletions come last. Of older themes and templates, which can be found by reading all of them only, those of the plan count.
 *
 * Without a successor nothing is handed over: the guard has let the plan pass, so that nothing of the plan is left without an
 * owner, or a person approved it. What nobody has seen yet speaks against the deletion.
 *
 * @throws when something cannot be handed over; then the person must not be deleted
 */
export async function handOverAll(
  { reading, giving }: GivingApi,
  { scope, guard }: GovernedNamespace,
  step: Deleting,
  signal: AbortSignal,
): Promise<void> {
  if (!leavesAssets(step)) return;
  const { session, owned = [] } = step;
  const userArn = userArnOf(scope, session);
  const since = await findOwnedAgain(reading.data, scope.accountId, userArn);
  if (guard.successor === undefined) {
    const known = new Set(owned.map(keyOfAsset));
    const orphans = findOrphans(since, new Set([userArn])).filter(
      (one) => !known.has(keyOfAsset(one)),
    );
    if (orphans.length === 0) return;
    throw new Error(`they have come to own ${describeOwned(orphans)} since the plan was made`);
  }
  const group = groupArnOf(scope, guard.successor);
  const all = new Map([...owned, ...since].map((asset) => [keyOfAsset(asset), asset]));
  for (const asset of all.values()) {
    signal.throwIfAborted();
    await handOver(giving.data, scope.accountId, asset, group);
  }
}
