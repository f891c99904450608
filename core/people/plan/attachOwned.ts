import type { DataRegion } from "../../aws/dataRegion.ts";
import { canOwn, isDeleting, type Operation, type Plan } from "./operation.ts";
import { type NamespaceScope, userArnOf } from "../../aws/scope.ts";
import { findOwned } from "../../assets/findOwned.ts";

/** The plan with what those own who would be deleted. Makes no call when nobody would be who can own anything. */
export async function attachOwned(
  regions: readonly DataRegion[],
  scope: NamespaceScope,
  plan: Plan,
): Promise<Plan> {
  const going = plan.operations
    .filter(isDeleting)
    .filter(canOwn)
    .map((operation) => userArnOf(scope, operation.email));
  if (going.length === 0) return plan;
  const owned = await findOwned(regions, scope.accountId, going);
  const operations = plan.operations.map((operation): Operation => {
    if (!isDeleting(operation)) return operation;
    const assets = owned.get(userArnOf(scope, operation.email));
    return assets === undefined ? operation : { ...operation, owned: assets };
  });
  return { ...plan, operations };
}
