import { printable } from "../aws/printable.ts";
import type { AnyStep, GivingStep, Subject, TakingStep } from "./subject.ts";

/** The row of a step's kind. The table has a row for every kind, each for its own steps. */
export function rowOf<Desired, Actual, Step extends AnyStep>(
  { steps }: Pick<Subject<Desired, Actual, Step>, "steps">,
  { kind }: Step,
): GivingStep<Step, Desired> | TakingStep<Step, Desired> {
  return steps[kind as Step["kind"]] as unknown as
    GivingStep<Step, Desired> | TakingStep<Step, Desired>;
}

/** One line for people: `+ ana@example.com into critical (line 3 of data/membership.csv)`. */
export function describeStep<Desired, Actual, Step extends AnyStep>(
  subject: Pick<Subject<Desired, Actual, Step>, "steps">,
  step: Step,
): string {
  return printable(`${rowOf(subject, step).describe(step)} (${step.reason})`);
}
