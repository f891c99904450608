import { leaveOut, overlap } from "../../data/declared/seenRows.ts";
import { openIndex, rankOf } from "../accessIndex.ts";
import { keyOf } from "../findWays.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Assertion } from "./assertion.ts";
import { checkAssertions, type Violation } from "./checkAssertions.ts";
import type { Direction } from "./directionOf.ts";
import type { Unmatched } from "./findUnmatched.ts";
import type { Unproved } from "./findUnproved.ts";

/** What a change makes of assertions. */
export interface JudgedAssertions {
  /** What the change breaks: it must not be made. */
  readonly broken: readonly Violation[];
  /** What nobody knows of the change, as something was not read: it must not be made either. */
  readonly unproved: readonly Unproved[];
  /** What is broken already and stays so: whoever changes something else is not held up by it. */
  readonly standing: readonly Violation[];
  /** What was not read, where the change cannot break it. */
  readonly unknown: readonly Unproved[];
  /** Names that fit nothing. */
  readonly unmatched: readonly Unmatched[];
}

/** Tells what a change breaks from what is broken already. Somebody who comes to a higher level than before counts as broken anew. */
export function judgeAssertions(
  before: Snapshot,
  after: Snapshot,
  assertions: readonly Assertion[],
  { gives, takes }: Direction,
): JudgedAssertions {
  const was = byName(checkAssertions(openIndex(before), assertions).violations);
  const { violations, unmatched, unproved } = checkAssertions(openIndex(after), assertions);
  const broken: Violation[] = [];
  const standing: Violation[] = [];
  for (const violation of violations) {
    const groups = Map.groupBy(violation.people, (one) => {
      const former = was.get(nameOf(violation, one));
      return former !== undefined && isNoMore(violation, former) ? "standing" : "broken";
    });
    const { broken: more = [], standing: same = [] } = Object.fromEntries(groups);
    if (more.length > 0) broken.push({ ...violation, people: more });
    if (same.length > 0) standing.push({ ...violation, people: same });
  }
  const mayBreak = ({ assertion }: Unproved) => (assertion.kind === "always" ? takes : gives);
  return {
    ...{ broken, standing, unmatched },
    unproved: unproved.filter(mayBreak),
    unknown: unproved.filter((one) => !mayBreak(one)),
  };
}

function byName(violations: readonly Violation[]): Map<string, Violation> {
  return new Map(
    violations.flatMap((violation) =>
      violation.people.map((one) => [nameOf(violation, one), violation] as const),
    ),
  );
}

/** Whether one violation is of no higher level, and of no more rows and columns, than another one of the same assertion. */
function isNoMore(violation: Violation, former: Violation): boolean {
  const { assertion, sight } = violation;
  if (assertion.sight === undefined) return rankIn(former) >= rankIn(violation);
  // Who must see something, and read nothing of it, reads no less now.
  if (former.sight === undefined) return true;
  if (sight === undefined) return false;
  const { columns = [], rows = [] } = sight;
  if (columns.some((name) => former.sight?.columns?.includes(name) !== true)) return false;
  const { seen } = former.sight;
  if (rows.length === 0) return true;
  if (seen === "unknown") return false;
  if (assertion.kind === "always") {
    return seen !== "all" && rows.every((part) => !seen.some((rule) => overlap(part, rule)));
  }
  return seen === "all" || leaveOut(rows, seen).length === 0;
}

function rankIn({ level }: Violation): number {
  return level === undefined ? 0 : rankOf(level);
}

function nameOf(
  { assertion, asset }: Violation,
  { namespace, person }: Violation["people"][number],
): string {
  return [assertion.where, keyOf(asset), namespace, person.userName].join("\n");
}
