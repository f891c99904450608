/**
 * The environment variable that approves refused plans: their hashes, separated by commas. It belongs to one run and is kept
 * nowhere, so an approval cannot outlive the plan it was given for.
 */
export const approvalVariable = "QUICKSIGHT_GOVERNANCE_APPROVE";

/** The hashes approved for this run. */
export function readApprovals(environment: Readonly<Record<string, string | undefined>>): string[] {
  return (environment[approvalVariable] ?? "")
    .split(",")
    .map((hash) => hash.trim())
    .filter((hash) => hash !== "");
}

/** What a person reads when the guard refuses: what and why, and how to approve exactly this plan. */
export function describeRefusal(
  namespace: string,
  refusals: readonly string[],
  steps: readonly string[],
  hash: string,
): string {
  const shown = steps.slice(0, 20);
  const rest = steps.length - shown.length;
  return [
    `the guard refuses this plan for namespace ${namespace}; nothing was written:`,
    ...refusals.map((refusal) => `  - ${refusal}`),
    "it would:",
    ...shown.map((step) => `  ${step}`),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
    `If that is what you want, run it again with ${approvalVariable}=${hash}, which approves exactly this plan.`,
  ].join("\n");
}
