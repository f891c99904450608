import { createHash } from "node:crypto";
import type { NamespaceScope } from "../quicksight/scope.ts";

/**
 * Twelve hexadecimal digits that stand for exactly these operations in exactly this namespace: what a person approves.
 * Reasons do not count, as they name lines that move without the plan changing.
 */
export function hashPlan(
  scope: Pick<NamespaceScope, "accountId" | "namespace">,
  operations: readonly { readonly reason: string }[],
): string {
  const steps = operations.map(({ reason: _, ...step }) => step);
  const content = JSON.stringify([scope.accountId, scope.namespace, steps]);
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}
