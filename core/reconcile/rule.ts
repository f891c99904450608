import type { AnyStep, Plan } from "./subject.ts";

/** What a rule looks at. */
export interface Situation<Desired, Actual, Step extends AnyStep> {
  readonly desired: Desired;
  readonly actual: Actual;
  readonly plan: Plan<Step>;
  /** True for a step that an earlier run of the day was allowed and did not get to. Absent: there is none. */
  readonly isBegun?: (step: Step) => boolean;
}

/** What speaks against a plan, as data. */
export interface Finding {
  /** The rule's name. */
  readonly rule: string;
  /** What it is about: `people`, a group, an asset. */
  readonly subject: string;
  /** How many would go, or come. */
  readonly count: number;
  /** How many may, with those of the last 24 hours. */
  readonly limit: number;
  /** Of how many. */
  readonly of: number;
  /** How many runs of the last 24 hours have taken already. */
  readonly spent: number;
  /** What exactly, where a number does not say it: an approval names each. */
  readonly names?: readonly string[];
}

/** What a rule counts in a plan. */
export interface Count {
  readonly subject: string;
  readonly count: number;
  /** Of how many there are now. */
  readonly of: number;
  /** See {@link Finding.names}. */
  readonly names?: readonly string[];
}

/** What is counted over 24 hours and limited by nothing: what came, so that a rule knows what was there before. Pure. */
export interface Tally<Desired, Actual, Step extends AnyStep> {
  readonly name: string;
  /** What counts: also what is added up over 24 hours, where it is a tally or a rule with a budget. */
  readonly counts: (situation: Situation<Desired, Actual, Step>) => readonly Count[];
}

/** How much runs of the last 24 hours took, or brought, as a rule or a tally counts it. */
export type SumOfDay = (name: string, subject: string) => number;

/** A rule of the guard. Pure; each finding is data, and its sentence is made from it. */
export interface Rule<Desired, Actual, Step extends AnyStep> extends Tally<Desired, Actual, Step> {
  /** The most that one run, with those of the last 24 hours, may take. */
  readonly limit: (desired: Desired, of: number) => number;
  /**
   * True: what runs of the last 24 hours have taken counts as well, so that small steps do not walk around it.
   * @default false
   */
  readonly budget?: boolean;
  /**
   * True: what an earlier run of the day was allowed and did not get to is not counted again. For what only gives: whoever
   * stops a run that takes may have had a reason.
   * @default false
   */
  readonly resumes?: boolean;
  /**
   * Of how many there were when the 24 hours began: of them the limit is a part.
   * @default how many there are, and what the budget counts since, as what went was there
   */
  readonly before?: (now: Pick<Count, "subject" | "of">, sum: SumOfDay) => number;
  /** The finding for the person who must decide: what would happen, the limit, and the setting. */
  readonly say: (finding: Finding, desired: Desired) => string;
}
