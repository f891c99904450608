import { peopleSubject } from "../../core/people/peopleSubject.ts";
import type { PeopleStep } from "../../core/people/step.ts";
import { describeStep } from "../../core/reconcile/describeStep.ts";

/** The line of a plan for a step about people. */
export function describePeopleStep(step: PeopleStep): string {
  return describeStep(peopleSubject, step);
}
