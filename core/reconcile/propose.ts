import type { Api } from "../aws/api.ts";
import { judge, type Judging, type Verdict } from "./judge.ts";
import { emptyLedger, type Ledger, type Spending } from "./lock/ledger.ts";
import { resume } from "./resume.ts";
import type { Situation } from "./rule.ts";
import type { AnyStep, Subject } from "./subject.ts";

/** What a run would do, and what it is made from. */
export interface Proposal<Desired, Actual, Step extends AnyStep> {
  readonly situation: Situation<Desired, Actual, Step>;
  /** What runs of the last days took, as far as the plan tells it: see {@link resume}. */
  readonly spent: readonly Spending[];
  readonly verdict: Verdict<Step>;
}

/** What a proposal is asked for: see `RunOptions`. */
export interface ProposalOptions<Desired> extends Pick<
  Judging,
  "approvals" | "isShown" | "expect"
> {
  readonly desired: Desired;
  /**
   * Milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
}

/**
 * Reads, plans and asks the guard: the first half of a run. Writes nothing, takes no lock, and throws no refusal.
 *
 * @param ledger what the lock's object says now; absent when there is no lock
 */
export async function propose<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  api: Api,
  { desired, approvals, isShown, expect, now = Date.now }: ProposalOptions<Desired>,
  ledger: Ledger | undefined,
): Promise<Proposal<Desired, Actual, Step>> {
  const { journal, ...known } = ledger ?? emptyLedger;
  const actual = await subject.read(api.reading, desired);
  const planned = subject.plan(desired, actual, journal[subject.name] ?? {});
  const plan = (await subject.look?.(api.reading, desired, actual, planned)) ?? planned;
  const { situation, spent } = resume(subject, { desired, actual, plan }, known);
  const verdict = judge(subject, situation, {
    ...{ approvals, isShown, expect, spent },
    used: known.used,
    canRemember: ledger !== undefined,
    now: now(),
  });
  return { situation, spent, verdict };
}
