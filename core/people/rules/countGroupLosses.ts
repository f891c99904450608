import type { Count } from "../../reconcile/rule.ts";
import { countMembers } from "./countMembers.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/** Members each group loses: those who are taken out, and those who are deleted and not put in again. Sorted by group. */
export function countGroupLosses({ plan: { steps }, actual }: PeopleSituation): Count[] {
  const sizes = countMembers(actual.people);
  const added = new Set(
    steps.flatMap((step) => (step.kind === "add-member" ? [keyOf(step.session, step.group)] : [])),
  );
  const losses = countMembers(
    steps.map((step) => {
      if (step.kind === "remove-member") return { groups: [step.group] };
      if (step.kind === "remove") return step;
      if (step.kind !== "downgrade") return { groups: [] };
      return { groups: step.groups.filter((group) => !added.has(keyOf(step.session, group))) };
    }),
  );
  return [...losses]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, count]) => ({ subject: group, count, of: sizes.get(group) ?? 0 }));
}

function keyOf(session: string, group: string): string {
  return JSON.stringify([session, group]);
}
