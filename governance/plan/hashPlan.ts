import { createHash } from "node:crypto";
import type { OwnedAsset } from "../ownership/findOwned.ts";
import type { NamespaceScope } from "../quicksight/scope.ts";

/**
 * Twelve hexadecimal digits that stand for exactly these operations in exactly this namespace: what a person approves.
 *
 * Reasons do not count, as they name lines that move without the plan changing; nor does what people own, as it is handed
 * over. What nobody would own any more does count: who approves must have seen it.
 */
export function hashPlan(
  scope: Pick<NamespaceScope, "accountId" | "namespace">,
  operations: readonly { readonly reason: string; readonly owned?: unknown }[],
  orphans: readonly Pick<OwnedAsset, "kind" | "id">[] = [],
): string {
  const steps = operations.map(({ reason: _, owned: __, ...step }) => step);
  const lost = orphans.map(({ kind, id }) => `${kind} ${id}`).sort();
  const content = JSON.stringify([scope.accountId, scope.namespace, steps, lost]);
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}
