import type { Applied, Verdict } from "@quicksight-governance/core/people";

/** What `plan --json` and `apply --json` print; `done` and `failed` with `apply` only. */
export interface PlanDocument extends Partial<Applied> {
  readonly command: string;
  readonly namespace: string;
  /** Approves exactly this plan. */
  readonly hash: string;
  readonly verdict: "nothing" | "changes" | "refused";
  readonly operations: Verdict["plan"]["operations"];
  readonly notices: readonly string[];
  /** What the guard said, also of a plan that was approved. */
  readonly refusals: readonly string[];
}

/** A plan with its verdict as a document for machines. */
export function planDocument(
  command: string,
  namespace: string,
  { plan, hash, refusals, refusal }: Verdict,
  notices: readonly string[],
): PlanDocument {
  const changes = plan.operations.length === 0 ? "nothing" : "changes";
  return {
    command,
    namespace,
    hash,
    verdict: refusal === undefined ? changes : "refused",
    operations: plan.operations,
    notices,
    refusals,
  };
}
