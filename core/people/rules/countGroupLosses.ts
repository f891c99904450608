import type { Count } from "../../reconcile/rule.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/** Members each group loses: those who are taken out, and those who are deleted and not put in again. Sorted by group. */
export function countGroupLosses({ plan: { steps }, actual }: PeopleSituation): Count[] {
  const sizes = countGroups(actual.people.flatMap(({ groups }) => groups));
  const added = new Set(
    steps.flatMap((step) => (step.kind === "add-member" ? [keyOf(step.session, step.group)] : [])),
  );
  const losses = countGroups(
    steps.flatMap((step) => {
      if (step.kind === "remove-member") return [step.group];
      if (step.kind === "remove") return step.groups;
      if (step.kind !== "downgrade") return [];
      return step.groups.filter((group) => !added.has(keyOf(step.session, group)));
    }),
  );
  return [...losses]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, count]) => ({ subject: group, count, of: sizes.get(group) ?? 0 }));
}

function keyOf(session: string, group: string): string {
  return JSON.stringify([session, group]);
}

function countGroups(groups: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}
