import { printable } from "@quicksight-governance/core/aws";
import type { KeyAccessStep } from "@quicksight-governance/core/keys/access";
import { approvalVariable, type Guarded } from "@quicksight-governance/core/reconcile";
import type { KeyAccessResult } from "./keyAccessResult.ts";
import { output } from "./output.ts";
import { printDark } from "./printDark.ts";
import { printList } from "./printList.ts";
import { quote } from "./quote.ts";

/** Says which key it is, and what opens or closes with it. */
export function printKeyAccessStart(result: KeyAccessResult, bucket: string | undefined): void {
  const { command, accountId, region, keyArn, dark } = result;
  output.print(`${command} key ${keyArn} of account ${accountId} in ${region}`);
  output.print(command === "revoke" ? "nobody will open" : "what opens again");
  printDark(dark);
  if (bucket !== undefined) return;
  output.print(
    "without the bucket: no lock keeps another run away, an approval is not used up, and who, when and why stands in a tag of the key alone",
  );
}

/** Prints the plan, what the guard says, and where it refuses the command line that approves it. */
export function printKeyAccessPlan(
  { steps }: Pick<Guarded<never, never, KeyAccessStep>, "steps">,
  { command, verdict }: KeyAccessResult,
  args: readonly string[],
): void {
  if (verdict === undefined) return;
  const { plan, refusal, refusals, hash } = verdict;
  printList("notices", plan.notices.map(printable));
  if (plan.steps.length === 0) {
    output.print("\nnothing to do: it is so already");
    return;
  }
  const describe = (step: KeyAccessStep) =>
    (steps[step.kind] as { readonly describe: (step: KeyAccessStep) => string }).describe(step);
  printList("plan", plan.steps.map(describe));
  if (refusal === undefined) return;
  printList("the guard refuses this plan; nothing was written", refusals);
  const again = ["npx qsgov", command, ...args.map(quote), "--approve", hash].join(" ");
  output.print(
    `\nIf that is what you want, this approves exactly this plan, once, for a day (as does ${approvalVariable}=${hash}):\n  ${again}`,
  );
}
