import {
  type AnyStep,
  consider,
  type Guarded,
  type Plan,
  readApprovals,
} from "@quicksight-governance/core/reconcile";

/**
 * Why the guard refuses what native resources of this program would take; undefined when it does not. Asked before anything is
 * declared, in previews and updates alike, as the engine asks nobody. Nothing notes that an approval was used: it holds for a
 * day, and approves nothing once the engine has done what it names.
 *
 * @param environment where a person gives approvals
 */
export function askGuard<Desired, Actual, Step extends AnyStep>(
  guarded: Guarded<Desired, Actual, Step>,
  situation: { readonly desired: Desired; readonly actual: Actual; readonly plan: Plan<Step> },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const approvals = readApprovals(environment);
  return consider(guarded, situation, undefined, { approvals }).verdict.refusal;
}
