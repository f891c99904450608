import type { Plan } from "../../reconcile/subject.ts";
import type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";
import type { ReencryptionStep } from "./reencryptionStep.ts";

/** The plan as it is; or, while the default key is closed to QuickSight, one step that fails in place of all that would load under it. */
export function holdWhileClosed(
  { defaultKey }: GovernedReencryption,
  { closed }: ActualReencryption,
  plan: Plan<ReencryptionStep>,
): Plan<ReencryptionStep> {
  const why = closed.get(defaultKey);
  const { length } = plan.steps.filter(({ kind }) => kind === "refresh" || kind === "rewrite");
  if (why === undefined || length === 0) return plan;
  const reason = `${length} ${length === 1 ? "thing" : "things"} would be brought under it`;
  const cancels = plan.steps.filter(({ kind }) => kind === "cancel");
  return { ...plan, steps: [...cancels, { kind: "closed", defaultKey, why, reason }] };
}
