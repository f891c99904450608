import { nameSome } from "../aws/nameSome.ts";
import { ownValue } from "../aws/ownValue.ts";
import type { DataSetSettings } from "../settings/dataSettings.ts";
import type { Problem } from "../settings/problem.ts";
import { countRules, mostRules } from "../settings/ruleFields.ts";
import { isPersonKey, subjectKey, subjectKeysOf } from "../settings/ruleSubject.ts";

/** Somebody of the roster. */
export interface Member {
  readonly session: string;
  /** Names of groups in the settings. */
  readonly groups: readonly string[];
}

/**
 * Values of a person for a restricted column of a data set in SPICE, own and of all groups (QuickSight user guide, "Using row-level
 * security with user-based rules").
 */
const mostValues = 192_000;

/** How many people are named. */
const mostNamed = 5;

type RowRules = NonNullable<DataSetSettings["rowRules"]>;

/** Somebody for whom there are too many of something. */
interface Burdened {
  readonly session: string;
  readonly count: number;
  /** Groups with how many each gives, and those of their own. */
  readonly through: readonly (readonly [string, number])[];
}

/**
 * Counts the rules that QuickSight applies to each person, of all groups that they are in, and the values. What is beyond its limits fails
 * in nobody's deployment, but in the visuals of that person.
 *
 * @param where the key of the data set
 */
export function checkRuleCounts(
  where: string,
  { rowRules = [] }: Pick<DataSetSettings, "rowRules">,
  people: readonly Member[],
): Problem[] {
  const rules = countPerSubject(rowRules, countRules);
  const problems = describe(where, findBurdened(rules, people, mostRules), {
    ...{ what: "rules", most: mostRules, whose: "own and of all groups" },
  });
  for (const column of new Set(rowRules.flatMap(({ values }) => Object.keys(values)))) {
    const values = countPerSubject(rowRules, (rule) => [ownValue(rule, column) ?? []].flat().length);
    problems.push(
      ...describe(where, findBurdened(values, people, mostValues), {
        ...{ what: `values of column ${column}`, most: mostValues, whose: "of all rules" },
      }),
    );
  }
  return problems;
}

function countPerSubject(
  rules: RowRules,
  count: (values: RowRules[number]["values"]) => number,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const rule of rules) {
    const key = subjectKey(rule);
    counts.set(key, (counts.get(key) ?? 0) + count(rule.values));
  }
  return counts;
}

function findBurdened(
  counts: ReadonlyMap<string, number>,
  people: readonly Member[],
  most: number,
): Burdened[] {
  return people.flatMap((member) => {
    const { session } = member;
    const through = subjectKeysOf(member)
      .map((key) => [key, counts.get(key) ?? 0] as const)
      .filter(([, count]) => count > 0)
      .toSorted(([, a], [, b]) => b - a);
    const count = through.reduce((sum, [, own]) => sum + own, 0);
    return count > most ? [{ session, count, through }] : [];
  });
}

function describe(
  where: string,
  burdened: readonly Burdened[],
  { what, most, whose }: { readonly what: string; readonly most: number; readonly whose: string },
): Problem[] {
  const [first, ...others] = burdened.toSorted((a, b) => b.count - a.count);
  if (first === undefined) return [];
  const through = first.through.map(([key, count]) => `${nameOf(key)} ${number(count)}`);
  const also =
    others.length === 0
      ? ""
      : ` (also ${nameSome(
          others.map(({ session }) => session),
          mostNamed,
        )})`;
  return [
    {
      where: `${where}.rowRules`,
      message: `${first.session} has ${number(first.count)} ${what} (${nameSome(through)})${also}, and QuickSight takes ${number(most)} for a person, ${whose}; give several values in one rule as a list, or take people out of groups`,
    },
  ];
}

/** A group by its name; rules for somebody are their own. */
function nameOf(key: string): string {
  return isPersonKey(key) ? "own" : key;
}

function number(count: number): string {
  return count.toLocaleString("en-US");
}
