import { judge, type Judging, type Verdict } from "./judge.ts";
import { emptyLedger, type Ledger, type Spending } from "./lock/ledger.ts";
import { resume } from "./resume.ts";
import type { Situation } from "./rule.ts";
import type { AnyStep, Guarded } from "./subject.ts";

/** What a run would do, and what it is made from. */
export interface Proposal<Desired, Actual, Step extends AnyStep> {
  readonly situation: Situation<Desired, Actual, Step>;
  /** What runs of the last days took, as far as the plan tells it: see {@link resume}. */
  readonly spent: readonly Spending[];
  readonly verdict: Verdict<Step>;
}

/** Who asks the guard: see `RunOptions`. */
export interface Asking extends Pick<Judging, "approvals" | "isShown"> {
  readonly expect?: Judging["expect"];
  /**
   * Milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
}

/**
 * Asks the guard about a plan, with what earlier runs took and did not get to. Writes nothing, and throws no refusal.
 *
 * @param ledger what the lock's object says now; absent when there is no lock
 */
export function consider<Desired, Actual, Step extends AnyStep>(
  subject: Guarded<Desired, Actual, Step>,
  planned: Situation<Desired, Actual, Step>,
  ledger: Ledger | undefined,
  { approvals, isShown, expect, now = Date.now }: Asking,
): Proposal<Desired, Actual, Step> {
  const known = ledger ?? emptyLedger;
  const { situation, spent } = resume(subject, planned, known);
  const verdict = judge(subject, situation, {
    ...{ approvals, isShown, expect, spent },
    used: known.used,
    canRemember: ledger !== undefined,
    now: now(),
  });
  return { situation, spent, verdict };
}
