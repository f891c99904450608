import type { GovernedNamespace } from "../../core/people/governedNamespace.ts";
import { peopleSubject } from "../../core/people/peopleSubject.ts";
import { planPeople } from "../../core/people/plan/planPeople.ts";
import type { ActualNamespace } from "../../core/people/readNamespace.ts";
import type { PeopleStep } from "../../core/people/step.ts";
import { judge, type Judging, type Verdict } from "../../core/reconcile/judge.ts";
import type { Plan } from "../../core/reconcile/subject.ts";

/** The moment at which {@link askGuard} asks, unless another is given: milliseconds since 1970, in the middle of an hour. */
export const now = Date.parse("2026-03-04T10:30:00Z");

/** What the guard says of a plan for people; of the one that would be made, unless one is given. */
export function askGuard(
  desired: GovernedNamespace,
  actual: ActualNamespace,
  {
    plan = planPeople(desired, actual),
    ...judging
  }: Partial<Judging> & { plan?: Plan<PeopleStep> } = {},
): Verdict<PeopleStep> {
  return judge(
    peopleSubject,
    { desired, actual, plan },
    { approvals: [], canRemember: true, now, ...judging },
  );
}

/** A plan of these steps. */
export function planOf(steps: readonly PeopleStep[]): Plan<PeopleStep> {
  return { steps, notices: [], unchanged: 0 };
}
