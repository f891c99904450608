import { peopleSubject } from "../../core/people/peopleSubject.ts";
import type { PeopleStep } from "../../core/people/step.ts";
import { describeStep } from "../../core/reconcile/describeStep.ts";

/** Each step as people read it, with its reason. */
export function inWords(steps: readonly PeopleStep[]): string[] {
  return steps.map((step) => describeStep(peopleSubject, step));
}
