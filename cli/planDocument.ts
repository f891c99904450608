import type { PeopleStep } from "@quicksight-governance/core/people";
import type { Finding, Outcome, Verdict } from "@quicksight-governance/core/reconcile";

/** What `plan --json` and `apply --json` print; what came of the steps with `apply` only. */
export interface PlanDocument {
  readonly command: string;
  readonly namespace: string;
  /** Approves exactly this plan. */
  readonly hash: string;
  readonly verdict: "nothing" | "changes" | "refused";
  readonly operations: readonly PeopleStep[];
  readonly notices: readonly string[];
  /** What the guard said, also of a plan that was approved: in words, and as data. */
  readonly refusals: readonly string[];
  readonly findings: readonly Finding[];
  readonly done?: readonly PeopleStep[];
  readonly failed?: readonly { readonly operation: PeopleStep; readonly reason: string }[];
  /** Steps that were not begun, as the run was stopped. */
  readonly left?: readonly PeopleStep[];
  /** Why the run was stopped. */
  readonly stopped?: string;
}

/** A plan with its verdict as a document for machines. */
export function planDocument(
  command: string,
  namespace: string,
  { plan, hash, findings, refusals, refusal }: Verdict<PeopleStep>,
  notices: readonly string[],
  outcome?: Omit<Outcome<PeopleStep>, "verdict">,
): PlanDocument {
  const changes = plan.steps.length === 0 ? "nothing" : "changes";
  const document = {
    command,
    namespace,
    hash,
    verdict: refusal === undefined ? changes : ("refused" as const),
    operations: plan.steps,
    notices,
    refusals,
    findings,
  } as const;
  if (outcome === undefined) return document;
  const { done, failed, left, stopped } = outcome;
  return {
    ...document,
    done,
    failed: failed.map(({ step, reason }) => ({ operation: step, reason })),
    left,
    ...(stopped === undefined ? {} : { stopped }),
  };
}
