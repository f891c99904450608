import { findOwned } from "../../assets/findOwned.ts";
import type { Clients } from "../../aws/api.ts";
import { userArnOf } from "../../aws/scope.ts";
import type { Plan } from "../../reconcile/subject.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import { leavesAssets, type PeopleStep } from "../step.ts";

/**
 * The plan with what those own who would be deleted, in every data Region. Makes no call when nobody would be, and none for
 * readers, who can own nothing (QuickSight user guide).
 */
export async function lookUpOwned(
  api: Clients<"reading">,
  { scope, guard, people }: GovernedNamespace,
  actual: ActualNamespace,
  plan: Plan<PeopleStep>,
): Promise<Plan<PeopleStep>> {
  const going = plan.steps.filter(leavesAssets).map(({ session }) => userArnOf(scope, session));
  if (going.length === 0) return plan;
  const owned = await findOwned(api.data, scope.accountId, going);
  const steps = plan.steps.map((step): PeopleStep => {
    if (!leavesAssets(step)) return step;
    const assets = owned.get(userArnOf(scope, step.session));
    return assets === undefined ? step : { ...step, owned: assets };
  });
  const { successor } = guard;
  const isEmpty =
    successor !== undefined &&
    owned.size > 0 &&
    ![...people, ...actual.unmanaged].some(
      ({ role, groups }) => !/^(RESTRICTED_)?READER/.test(role) && groups.includes(successor),
    );
  if (!isEmpty) return { ...plan, steps };
  // A group owns what it is handed also when nobody is in it, and then nobody can do anything with it.
  const notice = `group ${successor} gets what people own, and nobody in it may own data; put an author or an admin into it`;
  return { ...plan, steps, notices: [...plan.notices, notice] };
}
