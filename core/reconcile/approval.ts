/**
 * The environment variable that approves refused plans: their hashes, separated by commas. A hash holds for a day, and for
 * one run.
 */
export const approvalVariable = "QUICKSIGHT_GOVERNANCE_APPROVE";

/** The hashes approved for this run. */
export function readApprovals(environment: Readonly<Record<string, string | undefined>>): string[] {
  return (environment[approvalVariable] ?? "")
    .split(",")
    .map((hash) => hash.trim())
    .filter((hash) => hash !== "");
}

/** What {@link describeRefusal} says. */
export interface Refusal {
  /** What is reconciled: `people`, `access`. */
  readonly subject: string;
  /** Whose plan it is: `namespace default`. */
  readonly place: string;
  /** What speaks against the plan. */
  readonly refusals: readonly string[];
  /** The steps that take something, and those that do not, in words. */
  readonly taking: readonly string[];
  readonly giving: readonly string[];
  /** The hashes given to this run, and that of this plan: a run may meet several plans, each with its own. */
  readonly approvals: readonly string[];
  /** True when a hash was given that an earlier run has used up. */
  readonly isUsedUp: boolean;
  /** False when no approval helps: the plan is not the expected one. */
  readonly canApprove: boolean;
  /** Whether there is a ledger, where a run notes that it used an approval. */
  readonly canRemember: boolean;
}

/** Steps shown at most: of those that take something many, as who approves must have seen them; of the others a few. */
const [mostTaking, mostGiving] = [200, 10];

/** What a person reads when the guard refuses: what and why, and how to approve exactly this plan. */
export function describeRefusal(refusal: Refusal): string {
  const { subject, place, refusals, taking, giving, isUsedUp, canApprove } = refusal;
  return [
    `the guard refuses this plan for ${subject} of ${place}; nothing was written:`,
    ...refusals.map((sentence) => `  - ${sentence}`),
    ...(isUsedUp ? ["  - the approval given was used up by an earlier run"] : []),
    "it would:",
    ...shorten(taking, mostTaking, "that take something (qsgov plan shows all)"),
    ...shorten(giving, mostGiving, "that give"),
    canApprove
      ? describeApproval(refusal.approvals, refusal.canRemember ? "once, for a day" : "for a day")
      : "Look at the plan that there is now, and decide anew.",
  ].join("\n");
}

/**
 * @param hashes the plan's, and those that this run was given for others
 * @param lasts  how long it holds: once where a ledger notes the use of it
 */
function describeApproval(hashes: readonly string[], lasts: string): string {
  const value = [...new Set(hashes)].join(",");
  return `If that is what you want, run it again with ${approvalVariable}=${value}, which approves exactly this plan, ${lasts}.`;
}

function shorten(steps: readonly string[], most: number, what: string): string[] {
  const rest = steps.length - most;
  const shown = steps.slice(0, most).map((step) => `  ${step}`);
  return rest > 0 ? [...shown, `  … and ${rest} more ${what}`] : shown;
}
