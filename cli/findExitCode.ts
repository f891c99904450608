import type { DescribedAssertions } from "@quicksight-governance/core/explain";
import { exitCode, type ExitCode } from "./exitCode.ts";
import { hasWritten, type SubjectResult } from "./subjectResult.ts";

/** What `plan` ends with: the worst that is said of a subject. */
export function findPlanCode(
  results: readonly SubjectResult[],
  asserted?: Pick<DescribedAssertions, "refusals">,
): ExitCode {
  if (results.some(isRefused) || (asserted?.refusals ?? []).length > 0) return exitCode.refused;
  if (results.some(isWrong)) return exitCode.error;
  const changes = results.some(({ verdict }) => (verdict?.plan.steps.length ?? 0) > 0);
  return changes ? exitCode.changes : exitCode.done;
}

/** What `apply` ends with, where a stop weighs most: whoever stopped it knows that the rest is not done. */
export function findApplyCode(results: readonly SubjectResult[]): ExitCode {
  if (results.some(({ outcome }) => outcome?.stopped !== undefined)) return exitCode.stopped;
  if (results.some(({ outcome }) => (outcome?.failed.length ?? 0) > 0)) return exitCode.partly;
  const wrong = results.some(isWrong) ? exitCode.error : exitCode.done;
  const code = results.some(isRefused) ? exitCode.refused : wrong;
  return code !== exitCode.done && results.some(hasWritten) ? exitCode.partly : code;
}

function isRefused({ verdict }: SubjectResult): boolean {
  return verdict?.refusal !== undefined;
}

function isWrong({ mistakes, error }: SubjectResult): boolean {
  return mistakes.length > 0 || error !== undefined;
}
