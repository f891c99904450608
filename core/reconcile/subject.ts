import type { Clients, GivingApi, TakingApi } from "../aws/api.ts";
import type { Rule, Tally } from "./rule.ts";

/** One change, with its reason in words: `line 14 of data/membership.csv`. */
export interface AnyStep {
  readonly kind: string;
  readonly reason: string;
}

/** The ordered steps from actual to desired, and what is left alone. */
export interface Plan<Step extends AnyStep> {
  readonly steps: readonly Step[];
  /** What is not ours to change, or is kept for another reason, in words. */
  readonly notices: readonly string[];
  /** How many people, or assets, are as they should be. */
  readonly unchanged: number;
  /** Entries of the journal for which nothing is left to do. */
  readonly settled?: readonly string[];
}

/** What an earlier run took and had no time to give back, by key; each subject knows the form of its own entries. */
export type Journal = Readonly<Record<string, unknown>>;

/** What a step has of its run. */
export interface StepContext<Desired> {
  readonly desired: Desired;
  /** What earlier runs have noted and not cleared. */
  readonly journal: Journal;
  /**
   * Stores what must be given back, before it is taken; resolves when it is stored. What is noted and not cleared is in the
   * journal of the next run.
   *
   * @throws when it cannot be stored: then it must not be taken
   */
  readonly note: (key: string, entry: unknown) => Promise<void>;
  /** Stores, as {@link note} does, what the next run must know and nobody owes: which load was begun. */
  readonly remember: (key: string, entry: unknown) => Promise<void>;
  /** When the run began; ISO 8601, UTC. */
  readonly at: string;
  /** Forgets an entry, once all of it was given back. */
  readonly clear: (key: string) => Promise<void>;
  /** Aborted when the run is to stop: a step that took something gives it back all the same. */
  readonly signal: AbortSignal;
}

/** A kind of step that only gives. */
export interface GivingStep<Step, Desired> {
  readonly takes: false;
  /** One line for people, without the reason. */
  readonly describe: (step: Step) => string;
  /** Safe to repeat: what is so already counts as done. */
  readonly perform: (api: GivingApi, step: Step, context: StepContext<Desired>) => Promise<void>;
}

/** A kind of step that takes something, or may. */
export interface TakingStep<Step, Desired> {
  /** True, or whether this step does. */
  readonly takes: true | ((step: Step) => boolean);
  readonly describe: (step: Step) => string;
  readonly perform: (api: TakingApi, step: Step, context: StepContext<Desired>) => Promise<void>;
}

/** What is done for each kind of step. */
export type StepTable<Step extends AnyStep, Desired> = {
  readonly [Kind in Step["kind"]]:
    | GivingStep<Extract<Step, { readonly kind: Kind }>, Desired>
    | TakingStep<Extract<Step, { readonly kind: Kind }>, Desired>;
};

/** Several steps that are carried out together, and succeed or fail together. */
export interface Bundle<Step extends AnyStep, Desired> {
  readonly of: (steps: readonly Step[]) => readonly (readonly Step[])[];
  readonly perform: (
    api: TakingApi,
    steps: readonly Step[],
    context: StepContext<Desired>,
  ) => Promise<void>;
}

/** A step that was not done, and why. */
export interface Failure<Step extends AnyStep> {
  readonly step: Step;
  readonly reason: string;
  /** True when the run ended before the step did: it may have been done all the same, and counts as such in the budget. */
  readonly isOpen?: boolean;
}

/** Follows the steps of a run, and tells which cannot be done because another failed. */
export interface Dependencies<Step extends AnyStep> {
  /** Why a step is not even tried; undefined when it is, and then it counts as begun. */
  readonly blocks: (step: Step) => string | undefined;
  readonly succeeded: (step: Step) => void;
  readonly failed: (step: Step, error: unknown) => void;
}

/** How a step is shown, by its kind. */
export type StepTexts<Step extends AnyStep> = {
  readonly [Kind in Step["kind"]]: {
    /** One line for people, without the reason. */
    readonly describe: (step: Extract<Step, { readonly kind: Kind }>) => string;
  };
};

/**
 * What the guard judges: a plan, whoever carries it out. Those of the reconciler are a {@link Subject}; what native resources take
 * is carried out by the engine, and the program asks the guard before it declares them. All of it is pure.
 */
export interface Guarded<Desired, Actual, Step extends AnyStep> {
  /** `people`, `access`: names the subject in hashes, in the ledger and in messages. */
  readonly name: string;
  readonly rules: readonly Rule<Desired, Actual, Step>[];
  /** What the rules must know of the last 24 hours besides what they limit. */
  readonly tallies?: readonly Tally<Desired, Actual, Step>[];
  readonly steps: StepTexts<Step>;
  /** What a step takes, a line for each thing, verbatim: what a preview must have shown. Empty for a step that only gives. */
  takes(step: Step): readonly string[];
  /** True for a step that needs the journal: without a lock there is none, and the guard refuses such a plan. */
  needsJournal(step: Step): boolean;
  /** What a hash names beside the steps: whose they are, and under which settings. */
  identify(desired: Desired): unknown;
  /** A step as a hash names it: without what changes from reading to reading; undefined for one that follows from others. */
  verbatim(step: Step): unknown;
  /** Whose plan it is, for messages: `namespace default`. */
  placeOf(desired: Desired): string;
}

/** One thing that is reconciled: people, access. All of it is pure but `read`, `look` and the steps' `perform`. */
export interface Subject<Desired, Actual, Step extends AnyStep> extends Guarded<
  Desired,
  Actual,
  Step
> {
  /** Reads with list calls only, the fewest. */
  read(api: Clients<"reading">, desired: Desired): Promise<Actual>;
  /**
   * The same desired and actual give the same plan, and a plan made after all its steps were done is empty.
   *
   * @param now milliseconds since 1970: how old an entry of the journal is
   */
  plan(desired: Desired, actual: Actual, journal: Journal, now?: number): Plan<Step>;
  /** Looks up what only a plan tells is needed: what people own who would be deleted. */
  look?(
    api: Clients<"reading">,
    desired: Desired,
    actual: Actual,
    plan: Plan<Step>,
  ): Promise<Plan<Step>>;
  readonly steps: StepTable<Step, Desired>;
  /** Where several steps are one call: which, and that call in place of the rows' `perform`. Absent: each is its own. */
  readonly bundle?: Bundle<Step, Desired>;
  /** Steps of one phase go side by side, phases one after the other, in this order. */
  readonly phases: readonly string[];
  phaseOf(step: Step): string;
  dependencies(desired: Desired, actual: Actual): Dependencies<Step>;
  /** Whose lock and ledger it goes by. */
  namespaceOf(desired: Desired): string;
}
