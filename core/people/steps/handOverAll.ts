import { dataRegions } from "../dataRegions.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { describeOwned } from "../../assets/describeOwned.ts";
import { findOrphans } from "../../assets/findOrphans.ts";
import { keyOfAsset } from "../../assets/ownedAsset.ts";
import { handOver } from "../../assets/handOver.ts";
import { findOwnedAgain } from "../../assets/findOwnedAgain.ts";
import { canOwn, type Deleting } from "../plan/operation.ts";
import type { QuickSightClients } from "../../aws/createClients.ts";
import { groupArnOf, userArnOf } from "../../aws/scope.ts";

/**
 * Hands everything that a person owns to the successor group, before they are deleted.
 *
 * What they own is looked for once more, as they may have made something since the plan: a large run takes long, and
 * deletions come last. Themes and templates are those of the plan, since finding them means to read all there are.
 *
 * Without a successor nothing is handed over: the guard has let the plan pass, so that nothing of the plan is left without an
 * owner, or a person approved it. What nobody has seen yet speaks against the deletion.
 *
 * @throws when something cannot be handed over; then the person must not be deleted
 */
export async function handOverAll(
  clients: QuickSightClients,
  { scope, guard }: GovernedNamespace,
  operation: Deleting,
  signal?: AbortSignal,
): Promise<void> {
  if (!canOwn(operation)) return;
  const { email, owned = [] } = operation;
  const userArn = userArnOf(scope, email);
  const regions = await dataRegions(clients);
  const since = await findOwnedAgain(regions, scope.accountId, userArn);
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
    signal?.throwIfAborted();
    await handOver(regions, scope.accountId, asset, group);
  }
}
