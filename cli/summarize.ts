import {
  type AnyStep,
  describeOutcome,
  type Outcome,
  type Subject,
} from "@quicksight-governance/core/reconcile";

/** What came of a run, in words; empty when there was nothing to do. */
export function summarize<Desired, Actual, Step extends AnyStep>(
  subject: Pick<Subject<Desired, Actual, Step>, "name" | "steps">,
  namespace: string,
  outcome: Outcome<Step>,
): string {
  if (outcome.verdict.plan.steps.length === 0) return "";
  const problem = describeOutcome(subject, namespace, outcome);
  if (problem !== "") return problem;
  const { done, declined } = outcome;
  const count = done.length;
  if (declined.length > 0) {
    const reasons = declined.map(({ reason }) => `  ${reason}`);
    return [`${count} of ${count + declined.length} operations done`, ...reasons].join("\n");
  }
  return count === 1 ? "1 operation done" : `all ${count} operations done`;
}
