import type { GovernedNamespace } from "../../core/people/governedNamespace.ts";
import { peopleSubject } from "../../core/people/peopleSubject.ts";
import { planPeople } from "../../core/people/plan/planPeople.ts";
import type { ActualNamespace } from "../../core/people/readNamespace.ts";
import type { PeopleStep } from "../../core/people/step.ts";
import { judge, type Judging, type Verdict } from "../../core/reconcile/judge.ts";
import type { Plan } from "../../core/reconcile/subject.ts";

/** What the guard says of the plan for a namespace, or of the plan that is given. */
export function judgePeople(
  governed: GovernedNamespace,
  actual: ActualNamespace,
  {
    plan = planPeople(governed, actual),
    ...judging
  }: Partial<Judging> & { readonly plan?: Plan<PeopleStep> } = {},
): Verdict<PeopleStep> {
  return judge(
    peopleSubject,
    { desired: governed, actual, plan },
    { approvals: [], canRemember: true, now: Date.now(), ...judging },
  );
}
