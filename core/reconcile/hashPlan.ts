import { createHash } from "node:crypto";
import type { NamespaceScope } from "../aws/scope.ts";

/** Whose plan it is. */
export type PlanScope = Pick<NamespaceScope, "accountId" | "namespace" | "groupPrefix"> &
  Partial<Pick<NamespaceScope, "federationRole">>;

/**
 * Twelve hexadecimal digits that stand for exactly these operations in exactly this namespace, and for what speaks against them:
 * what a person approves.
 *
 * Reasons of operations do not count, as they name lines that move without the plan changing; nor does what people own, as it
 * is handed over. What else must have been seen is in `seen`: the rules that refuse, the group that inherits, and what nobody
 * would own any more. Numbers in it do not count: a preview counts the state's people, an update QuickSight's.
 */
export function hashPlan(
  { accountId, namespace, groupPrefix, federationRole = "" }: PlanScope,
  operations: readonly { readonly reason: string; readonly owned?: unknown }[],
  seen: readonly string[] = [],
): string {
  const steps = operations.map(({ reason: _, owned: __, ...step }) => step);
  const rules = seen.map((text) => text.replaceAll(/\d+/g, "#")).sort();
  const content = JSON.stringify([accountId, namespace, groupPrefix, federationRole, steps, rules]);
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}
