import type { PeopleSituation } from "./peopleSituation.ts";

/** Groups as they were named before, where QuickSight alone tells it. */
export interface OtherPrefix {
  readonly prefix: string;
  /** Memberships of people who are there that groups of our prefix would have anew. */
  readonly memberships: number;
}

/**
 * What groups began with until now, for those who run this without a state: most of the declared groups are there under one and
 * the same other prefix, none under ours, and people of ours are there, who would be put into new ones. Undefined where it does not
 * look so.
 */
export function findOtherPrefix({
  desired: { groups = {}, scope, people },
  actual,
}: PeopleSituation): OtherPrefix | undefined {
  const declared = Object.keys(groups).filter(
    (group) => !Object.hasOwn(scope.groupNames ?? {}, group),
  );
  const there = new Set(actual.people.map(({ session }) => session.toLowerCase()));
  const memberships = people
    .filter(({ session }) => there.has(session.toLowerCase()))
    .reduce((sum, person) => sum + person.groups.filter((g) => declared.includes(g)).length, 0);
  if (memberships === 0 || declared.some((group) => actual.groups.includes(group)))
    return undefined;
  const found = new Map<string, number>();
  for (const prefix of prefixesOf(declared, actual.unmanagedGroups)) {
    found.set(prefix, (found.get(prefix) ?? 0) + 1);
  }
  const [prefix, count] = [...found].sort(([, one], [, other]) => other - one)[0] ?? ["", 0];
  return count > declared.length / 2 ? { prefix, memberships } : undefined;
}

/** What each name begins with that ends with a declared group. */
function prefixesOf(declared: readonly string[], names: readonly string[]): string[] {
  const groups = new Set(declared);
  return names.flatMap((name) =>
    Array.from({ length: name.length }, (_, length) => name.slice(0, length)).filter(
      (prefix) => prefix !== "" && groups.has(name.slice(prefix.length)),
    ),
  );
}
