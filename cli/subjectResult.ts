import type { Outcome, Verdict } from "@quicksight-governance/core/reconcile";
import type { GovernedStep, PreparedSubject } from "./preparedSubject.ts";

/** What came of one subject in a command. */
export interface SubjectResult extends Pick<PreparedSubject, "name" | "mistakes"> {
  /** Absent when it came to no plan. */
  readonly verdict?: Verdict<GovernedStep> | undefined;
  /** What was done; absent when nothing was to be, and when nothing was begun. */
  readonly outcome?: Omit<Outcome<GovernedStep>, "verdict" | "throttled"> | undefined;
  /** Why it was not begun: what came before it did not come to its end. */
  readonly notBegun?: string | undefined;
  /** Why it came to no end, in words. */
  readonly error?: string | undefined;
}

/** True when something was written, or may have been. */
export function hasWritten({ outcome }: SubjectResult): boolean {
  return outcome !== undefined && outcome.done.length + outcome.failed.length > 0;
}
