import type { SumOfDay, Tally } from "../../reconcile/rule.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import type { PeopleStep, StepOf } from "../step.ts";
import { countManaged } from "./countManaged.ts";
import { countMembers } from "./countMembers.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/**
 * Who came, and into which groups: newcomers make no room for the limits of those who were there, before or after whom they come.
 * Nobody comes where nobody was: a first load is what the day begins with, and its mistakes can be corrected within the limits.
 */
export const peopleTallies: readonly Tally<GovernedNamespace, ActualNamespace, PeopleStep>[] = [
  {
    name: "people-came",
    counts: (situation) => {
      const of = countManaged(situation);
      const came = situation.plan.steps.filter(
        (step) => step.kind === "register" && step.restores === undefined,
      );
      return of === 0 ? [] : [{ subject: "people", count: came.length, of }];
    },
  },
  {
    name: "memberships-came",
    counts: (situation) => {
      const of = situation.actual.people.reduce((sum, { groups }) => sum + groups.length, 0);
      return of === 0 ? [] : [{ subject: "memberships", count: joining(situation).length, of }];
    },
  },
  {
    name: "members-came",
    counts: (situation) => {
      const sizes = countMembers(situation.actual.people);
      return [...Map.groupBy(joining(situation), ({ group }) => group)].flatMap(
        ([group, steps]) => {
          const of = sizes.get(group);
          return of === undefined ? [] : [{ subject: group, count: steps.length, of }];
        },
      );
    },
  },
];

/** Memberships that are new: who is deleted and registered again comes back into their groups. */
function joining({ plan: { steps } }: PeopleSituation): StepOf<"add-member">[] {
  const again = new Set(steps.flatMap((step) => (step.kind === "downgrade" ? [step.session] : [])));
  return steps
    .filter((step) => step.kind === "add-member")
    .filter(({ session }) => !again.has(session));
}

/** How many people there were a day ago. */
export function peopleBefore({ of }: { readonly of: number }, sum: SumOfDay): number {
  return Math.max(0, of + sum("people-removed", "people") - sum("people-came", "people"));
}

/** How many memberships there were a day ago. */
export function membershipsBefore({ of }: { readonly of: number }, sum: SumOfDay): number {
  const came = sum("memberships-came", "memberships");
  return Math.max(0, of + sum("memberships-removed", "memberships") - came);
}

/** How many members a group had a day ago. */
export function membersBefore(
  { subject, of }: { readonly subject: string; readonly of: number },
  sum: SumOfDay,
): number {
  return Math.max(0, of + sum("members-removed", subject) - sum("members-came", subject));
}
