import type { AnyStep } from "./subject.ts";
import type { Verdict } from "./judge.ts";

/** The plan was refused by the guard; nothing was written. */
export class PlanRefused extends Error {
  override readonly name = "PlanRefused";
  readonly verdict: Verdict<AnyStep>;

  constructor(verdict: Verdict<AnyStep>) {
    super(verdict.refusal);
    this.verdict = verdict;
  }
}
