import { approvalVariable } from "@quicksight-governance/core/reconcile";
import { output } from "./output.ts";
import { quote } from "./quote.ts";
import type { SubjectResult } from "./subjectResult.ts";

/**
 * Prints the command line that approves exactly the plans that were refused; nothing when none was. Of a plan that is not the one
 * which was expected, it says that no approval helps.
 *
 * @param args the arguments that these plans were asked for with
 */
export function printApproval(results: readonly SubjectResult[], args: readonly string[]): void {
  const refused = results.flatMap(({ verdict }) => (verdict?.refusal ? [verdict] : []));
  const approvable = refused.filter(({ isUnexpected }) => isUnexpected !== true);
  if (approvable.length < refused.length) {
    output.print(
      "\nNo approval helps where the plan is not the expected one: look at the plan that there is now, and decide anew.",
    );
  }
  if (approvable.length === 0) return;
  const hashes = approvable.map(({ hash }) => hash).join(",");
  const what = approvable.length === 1 ? "exactly this plan" : "exactly these plans";
  output.print(
    `\nIf that is what you want, this approves ${what}, once, for a day (as does ${approvalVariable}=${hashes}):\n  npx qsgov apply ${[...args, "--approve", hashes].map(quote).join(" ")}`,
  );
}
