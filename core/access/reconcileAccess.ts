import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { describeRefusal } from "../reconcile/approval.ts";
import { hashPlan } from "../reconcile/hashPlan.ts";
import { PlanRefused } from "../reconcile/planRefused.ts";
import { type AccessFailure, applyAccess, type AppliedAccess } from "./applyAccess.ts";
import { type ActualAccess, kindsOf } from "./actualAccess.ts";
import { describeAccessOperation } from "./describeAccessOperation.ts";
import { type Grant, isDashboardGrant } from "./grant.ts";
import { type AccessGuardSettings, guardAccess } from "./guardAccess.ts";
import { type AccessPlan, planAccess } from "./planAccess.ts";
import type { AccessScope } from "./principal.ts";
import { readAccess } from "./readAccess.ts";

/** A plan and what the guard says of it. */
export interface AccessVerdict {
  readonly plan: AccessPlan;
  /** The hash that approves exactly this plan. */
  readonly hash: string;
  /** The message of a refusal; absent when the plan may be applied. */
  readonly refusal?: string;
}

/** What access should be, and what it was declared to be when this program last wrote. */
export interface DesiredAccess {
  readonly grants: readonly Grant[];
  readonly had: readonly Grant[];
}

/**
 * Plans, and asks the guard. Pure: the provider calls it with the state's grants during `pulumi preview`, and every caller
 * with what QuickSight really holds before anything is written.
 *
 * @param approvals hashes of refused plans that a person approved
 */
export function judgeAccess(
  scope: AccessScope,
  { grants, had }: DesiredAccess,
  actual: ActualAccess,
  settings: AccessGuardSettings,
  approvals: readonly string[],
): AccessVerdict {
  const plan = planAccess(grants, actual, had);
  const refusals = guardAccess(plan, settings);
  const hash = hashPlan(scope, plan.operations, refusals);
  if (refusals.length === 0 || approvals.includes(hash)) return { plan, hash };
  const [taking = [], giving = []] = [true, false].map((revoking) =>
    plan.operations
      .filter(({ kind }) => (kind === "revoke") === revoking)
      .map(describeAccessOperation),
  );
  const { namespace } = scope;
  const all = [hash, ...approvals];
  const refusal = describeRefusal({ namespace, refusals, taking, giving, approvals: all });
  return { plan, hash, refusal };
}

/**
 * Makes the access of a namespace's groups what the grants say: read, plan, guard, apply.
 *
 * @param client a client of the data Region, where the assets are
 * @throws {PlanRefused} when the guard refuses; nothing was written
 */
export async function reconcileAccess(
  client: QuickSightClient,
  scope: AccessScope,
  desired: DesiredAccess,
  settings: AccessGuardSettings,
  approvals: readonly string[],
): Promise<AppliedAccess & { readonly plan: AccessPlan }> {
  const actual = await readAccess(client, scope, kindsOf(desired.grants, desired.had));
  const { plan, refusal } = judgeAccess(scope, desired, actual, settings, approvals);
  if (refusal !== undefined) throw new PlanRefused(refusal);
  const { done, failed } = await applyAccess(client, scope, plan.operations);
  return { plan, done, failed: [...failed, ...findUnknown(desired.grants, actual)] };
}

/** A dashboard that is named must be known to have its grants; one more asset of an `all` may be left out with a notice. */
function findUnknown(grants: readonly Grant[], { unreadable }: ActualAccess): AccessFailure[] {
  const named = new Set(grants.filter(isDashboardGrant).map(({ dashboard }) => dashboard.id));
  return unreadable
    .filter(({ asset: { kind, id } }) => kind === "dashboard" && named.has(id))
    .map(({ asset, reason }) => ({
      asset,
      operations: [],
      reason: `its permissions cannot be read (${reason})`,
    }));
}
