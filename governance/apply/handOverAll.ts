import type { GovernedNamespace } from "../governedNamespace.ts";
import { handOver } from "../ownership/handOver.ts";
import { findSearchable } from "../ownership/findSearchable.ts";
import type { Deleting } from "../plan/operation.ts";
import type { QuickSightClients } from "../quicksight/createClients.ts";
import { groupArnOf, userArnOf } from "../quicksight/scope.ts";

/**
 * Hands everything that a person owns to the successor group, before they are deleted. Without a successor nothing happens:
 * the guard has let the plan pass, so nobody is left as the only owner, or a person approved it.
 *
 * What they own is looked for once more, as they may have made something since the plan: a large run takes long, and
 * deletions come last. Themes and templates are those of the plan, since finding them means to read all there are.
 *
 * @throws when something cannot be handed over; then the person must not be deleted
 */
export async function handOverAll(
  { data }: QuickSightClients,
  { scope, guard }: GovernedNamespace,
  { email, owned = [] }: Deleting,
): Promise<void> {
  if (guard.successor === undefined) return;
  const group = groupArnOf(scope, guard.successor);
  const since = await findSearchable(data, scope.accountId, userArnOf(scope, email));
  const all = new Map([...owned, ...since].map((asset) => [`${asset.kind} ${asset.id}`, asset]));
  for (const asset of all.values()) await handOver(data, scope.accountId, asset, group);
}
