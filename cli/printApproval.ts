import { approvalVariable } from "@quicksight-governance/core/reconcile";
import type { SubjectResult } from "./subjectResult.ts";

/**
 * Prints the command line that approves exactly the plans that were refused; nothing when none was.
 *
 * @param args the arguments that these plans were asked for with
 */
export function printApproval(results: readonly SubjectResult[], args: readonly string[]): void {
  const refused = results.flatMap(({ verdict }) => (verdict?.refusal ? [verdict.hash] : []));
  if (refused.length === 0) return;
  const hashes = refused.join(",");
  const what = refused.length === 1 ? "exactly this plan" : "exactly these plans";
  console.log(
    `\nIf that is what you want, this approves ${what}, once, for a day (as does ${approvalVariable}=${hashes}):\n  npx qsgov apply ${[...args, "--approve", hashes].map(quote).join(" ")}`,
  );
}

/** As a shell wants it. */
function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
