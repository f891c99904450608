import { printable } from "../aws/printable.ts";
import type { AnyStep, StepTexts } from "./subject.ts";

/** A step in words, without its reason. The table has a row for every kind, each for its own steps. */
export function nameStep<Step extends AnyStep>(
  { steps }: { readonly steps: StepTexts<Step> },
  step: Step,
): string {
  const row = steps[step.kind as Step["kind"]] as unknown as {
    readonly describe: (step: Step) => string;
  };
  return row.describe(step);
}

/** One line for people: `+ ana@example.com into critical (line 3 of data/membership.csv)`. */
export function describeStep<Step extends AnyStep>(
  subject: { readonly steps: StepTexts<Step> },
  step: Step,
): string {
  return printable(`${nameStep(subject, step)} (${step.reason})`);
}
