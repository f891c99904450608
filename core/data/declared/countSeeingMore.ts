import { subjectKeysOf } from "../../settings/ruleSubject.ts";
import type { Member } from "../checkRuleCounts.ts";
import type { Opened } from "./planTakings.ts";
import { leaveOut, type SeenRows } from "./seenRows.ts";

/** Somebody who would see rows or a column for one more group. */
type Widened = Extract<Opened, { readonly kind: "widen-rows" | "widen-column" }>;

/**
 * How many people would see rows, or a column, that none of their groups sees now. Whether they may use the data set does not matter:
 * rules hold for whoever opens a dashboard on it too.
 */
export function countSeeingMore(steps: readonly Widened[], people: readonly Member[]): number {
  const known = new Map<string, boolean>();
  const groups = new Set(steps.flatMap(groupsThatMatter));
  return people.filter((person) => {
    const own = subjectKeysOf(person).filter((key) => groups.has(key));
    const key = JSON.stringify(own.toSorted());
    const answer = known.get(key) ?? seesMore(new Set(own), steps);
    known.set(key, answer);
    return answer;
  }).length;
}

function groupsThatMatter({ group, before: { owners, protection } }: Widened): string[] {
  const rows = (protection?.rows ?? []).map(({ subject }) => subject);
  const columns = [...(protection?.columns.values() ?? [])].flat();
  return [group, ...owners, ...rows, ...columns];
}

function seesMore(groups: ReadonlySet<string>, steps: readonly Widened[]): boolean {
  return steps.some((step) => {
    if (!groups.has(step.group)) return false;
    const { owners, protection } = step.before;
    if (owners.some((group) => groups.has(group))) return false;
    if (step.kind === "widen-column") return !step.seenBy.some((group) => groups.has(group));
    const isTheirs = ({ subject }: SeenRows) => groups.has(subject);
    return leaveOut(step.parts, (protection?.rows ?? []).filter(isTheirs)).length > 0;
  });
}
