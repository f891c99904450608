import { type Applied, applyPlan, type ApplyOptions } from "./steps/applyPlan.ts";
import { dataRegions } from "./dataRegions.ts";
import type { GovernedNamespace } from "./governedNamespace.ts";
import { describeRefusal } from "../reconcile/approval.ts";
import { guardPlan } from "./guardPlan.ts";
import { attachOwned } from "./plan/attachOwned.ts";
import { findOrphans } from "../assets/findOrphans.ts";
import { keyOfAsset } from "../assets/ownedAsset.ts";
import { describeOperation } from "./plan/describeOperation.ts";
import { hashPlan } from "../reconcile/hashPlan.ts";
import { PlanRefused } from "../reconcile/planRefused.ts";
import { isDeleting, isTaking, type Operation, type Plan } from "./plan/operation.ts";
import { planRoster } from "./plan/planRoster.ts";
import type { QuickSightClients } from "../aws/createClients.ts";
import { type ActualNamespace, readNamespace } from "./readNamespace.ts";
import { arnOfUser, userArnOf } from "../aws/scope.ts";

/** A plan and what the guard says of it. */
export interface Verdict {
  readonly plan: Plan;
  /** The hash that approves exactly this plan. */
  readonly hash: string;
  /** What speaks against the plan, a sentence each, also when a person approved it. */
  readonly refusals: readonly string[];
  /** The message of a refusal; absent when the plan may be applied. */
  readonly refusal?: string;
}

/**
 * Plans, and asks the guard. Pure: the provider calls it with the state's people during `pulumi preview`.
 *
 * @param approvals hashes of refused plans that a person approved
 */
export function judge(
  governed: GovernedNamespace,
  actual: ActualNamespace,
  approvals: readonly string[],
): Verdict {
  return judgePlan(governed, actual, planRoster(governed, actual), approvals);
}

/**
 * Plans with what QuickSight really holds, and asks the guard; writes nothing. What people own is looked up for those who
 * would be deleted, and only for them.
 */
export async function proposePlan(
  clients: QuickSightClients,
  governed: GovernedNamespace,
  approvals: readonly string[],
): Promise<Verdict> {
  const { scope, desired } = governed;
  const actual = await readNamespace(clients.identity, scope, desired);
  const plan = planRoster(governed, actual);
  const complete = await attachOwned(await dataRegions(clients), scope, plan);
  const notices = [...complete.notices, ...warnOfEmptySuccessor(governed, actual, complete)];
  return judgePlan(governed, actual, { ...complete, notices }, approvals);
}

/** A group owns what it is handed also when nobody is in it, and then nobody can do anything with it. */
function warnOfEmptySuccessor(
  { guard: { successor }, desired }: GovernedNamespace,
  { unmanaged }: ActualNamespace,
  { operations }: Plan,
): string[] {
  const handed = operations.some((one) => isDeleting(one) && (one.owned ?? []).length > 0);
  if (successor === undefined || !handed) return [];
  const heirs = [...desired, ...unmanaged].filter(
    ({ role, groups }) => !/^(RESTRICTED_)?READER/.test(role) && groups.includes(successor),
  );
  if (heirs.length > 0) return [];
  return [
    `group ${successor} gets what people own, and nobody in it may own data; put an author or an admin into it`,
  ];
}

function judgePlan(
  governed: GovernedNamespace,
  actual: ActualNamespace,
  plan: Plan,
  approvals: readonly string[],
): Verdict {
  const { scope, guard } = governed;
  const orphans = guard.successor === undefined ? orphansOf(governed, actual, plan) : [];
  const refusals = guardPlan(plan, actual.people, guard, orphans);
  const lost = orphans.map(keyOfAsset);
  const hash = hashPlan(scope, plan.operations, [guard.successor ?? "", ...refusals, ...lost]);
  if (refusals.length === 0 || approvals.includes(hash)) return { plan, hash, refusals };
  const [taking, giving] = [plan.operations.filter(isTaking), plan.operations.filter(isGiving)];
  const refusal = describeRefusal({
    namespace: scope.namespace,
    refusals,
    taking: taking.map(describeOperation),
    giving: giving.map(describeOperation),
    approvals: [hash, ...approvals],
  });
  return { plan, hash, refusals, refusal };
}

function isGiving(operation: Operation): boolean {
  return !isTaking(operation);
}

/** What only people own who would be deleted, or who were deleted before: permissions keep naming them. */
function orphansOf({ scope }: GovernedNamespace, actual: ActualNamespace, { operations }: Plan) {
  const deleting = operations.filter(isDeleting);
  const owned = deleting.flatMap((operation) => operation.owned ?? []);
  const going = new Set(deleting.map(({ email }) => userArnOf(scope, email)));
  const staying = new Set([
    ...actual.people.map(({ email }) => userArnOf(scope, email)),
    ...actual.unmanaged.map(({ userName }) => arnOfUser(scope, userName)),
  ]);
  const gone = owned
    .flatMap(({ owners }) => owners)
    .filter((owner) => owner.startsWith(arnOfUser(scope, "")) && !staying.has(owner));
  return findOrphans(owned, new Set([...going, ...gone]));
}

/**
 * Makes a namespace what it should be: read, plan, guard, apply. Callers hold the namespace's lock.
 *
 * @throws {PlanRefused} when the guard refuses; nothing was written
 */
export async function reconcile(
  clients: QuickSightClients,
  governed: GovernedNamespace,
  approvals: readonly string[],
  options?: ApplyOptions,
): Promise<Applied & { readonly plan: Plan }> {
  const { plan, refusal } = await proposePlan(clients, governed, approvals);
  if (refusal !== undefined) throw new PlanRefused(refusal);
  return { plan, ...(await applyPlan(clients, governed, plan, options)) };
}
