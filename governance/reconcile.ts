import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { type Applied, applyPlan, type ApplyOptions } from "./apply/applyPlan.ts";
import { describeRefusal } from "./guard/approval.ts";
import { guardPlan, type GuardSettings } from "./guard/guardPlan.ts";
import { describeOperation } from "./plan/describeOperation.ts";
import { hashPlan } from "./plan/hashPlan.ts";
import { type Plan, planRoster } from "./plan/planRoster.ts";
import { type ActualNamespace, readNamespace } from "./quicksight/readNamespace.ts";
import type { NamespaceScope } from "./quicksight/scope.ts";
import type { Roster } from "./roster/buildRoster.ts";

/** A plan and what the guard says of it. */
export interface Verdict {
  readonly plan: Plan;
  /** The hash that approves exactly this plan. */
  readonly hash: string;
  /** The message of a refusal; absent when the plan may be applied. */
  readonly refusal?: string;
}

/** The plan was refused by the guard; nothing was written. */
export class PlanRefused extends Error {
  override readonly name = "PlanRefused";
}

/**
 * Plans, and asks the guard. Pure: the provider calls it with the state's people during `pulumi preview`, and every caller
 * with what QuickSight really holds before anything is written.
 *
 * @param approvals hashes of refused plans that a person approved
 */
export function judge(
  scope: NamespaceScope,
  desired: Roster,
  actual: ActualNamespace,
  settings: GuardSettings,
  approvals: readonly string[],
): Verdict {
  const plan = planRoster(desired, actual);
  const hash = hashPlan(scope, plan.operations);
  const refusals = guardPlan(plan.operations, actual.people, settings);
  if (refusals.length === 0 || approvals.includes(hash)) return { plan, hash };
  const steps = plan.operations.map(describeOperation);
  return { plan, hash, refusal: describeRefusal(scope.namespace, refusals, steps, hash) };
}

/**
 * Makes a namespace what the roster says: read, plan, guard, apply.
 *
 * @throws {PlanRefused} when the guard refuses; nothing was written
 */
export async function reconcile(
  client: QuickSightClient,
  scope: NamespaceScope,
  desired: Roster,
  settings: GuardSettings,
  approvals: readonly string[],
  options?: ApplyOptions,
): Promise<Applied & { readonly plan: Plan }> {
  const actual = await readNamespace(client, scope);
  const { plan, refusal } = judge(scope, desired, actual, settings, approvals);
  if (refusal !== undefined) throw new PlanRefused(refusal);
  return { plan, ...(await applyPlan(client, scope, plan, options)) };
}
