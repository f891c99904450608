import { describeStep } from "./describeStep.ts";
import { isOfAccount } from "./lock/describeLocked.ts";
import type { Outcome } from "./run.ts";
import type { AnyStep, Subject } from "./subject.ts";

/** Failures shown at most: those of a lost connection may be as many as people. */
const mostShown = 50;

/**
 * What did not happen in a run, for the person who must deal with it: failures, a line each, and what was left because the run
 * was stopped. Empty when all was done.
 *
 * @param namespace the name of the lock that it goes by
 */
export function describeOutcome<Desired, Actual, Step extends AnyStep>(
  subject: Pick<Subject<Desired, Actual, Step>, "name" | "steps">,
  namespace: string,
  { done, failed, declined, left, stopped, verdict }: Outcome<Step>,
): string {
  const total = done.length + failed.length + declined.length + left.length;
  const whose = isOfAccount(namespace) ? "the account" : `namespace ${namespace}`;
  const what = `${subject.name} of ${whose}`;
  const lines: string[] = [];
  // An approval is for one run: whoever stopped it, or saw it fail, may think again about the rest.
  const again =
    verdict.approval === undefined ? "" : "; the approval is used up, so it may ask again";
  if (failed.length > 0) {
    lines.push(
      `${failed.length} of ${total} steps failed for ${what}; ${done.length} are done, and the next run goes on from there${again}:`,
      ...failed
        .slice(0, mostShown)
        .map(({ step, reason }) => `  ${describeStep(subject, step)}: ${reason}`),
      ...more(failed.length),
    );
  }
  if (stopped !== undefined && left.length > 0) {
    lines.push(
      `${stopped}: ${done.length} of ${total} steps for ${what} are done, ${left.length} were not begun; run it again to finish${again}`,
      ...left.slice(0, mostShown).map((step) => `  ${describeStep(subject, step)}: not begun`),
      ...more(left.length),
    );
  }
  return lines.join("\n");
}

function more(count: number): string[] {
  return count > mostShown ? [`  … and ${count - mostShown} more`] : [];
}
