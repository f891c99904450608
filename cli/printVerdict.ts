import type { PeopleStep } from "@quicksight-governance/core/people";
import { approvalVariable, type Verdict } from "@quicksight-governance/core/reconcile";
import { formatPlan } from "./formatPlan.ts";
import { printList } from "./printList.ts";

/**
 * Prints a plan for people: what it does, what is left alone, and when the guard refuses it, why, and the command line that
 * approves exactly this plan.
 *
 * @param args the arguments that this plan was asked for with
 */
export function printVerdict(
  title: string,
  { plan, hash, refusals, refusal }: Verdict<PeopleStep>,
  notices: readonly string[],
  args: readonly string[],
): void {
  console.log(title);
  console.log();
  for (const line of formatPlan(plan)) console.log(line);
  printList("notices", notices);
  if (refusal === undefined) {
    printList(`the guard refused this plan, and ${hash} approves it`, refusals);
    return;
  }
  printList("the guard refuses this plan; nothing was written", refusals);
  console.log(
    `\nIf that is what you want, this approves exactly this plan, once, for a day (as does ${approvalVariable}=${hash}):\n  npx qsgov apply ${[...args, "--approve", hash].map(quote).join(" ")}`,
  );
}

/** As a shell wants it. */
function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
