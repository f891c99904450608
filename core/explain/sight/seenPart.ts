import { leaveOut, partOf, type RowPart, type SeenRows } from "../../data/declared/seenRows.ts";
import type { SnapshotRule } from "./protection.ts";
import type { Sight } from "./sightOf.ts";

/** The rows of a data set that somebody sees: every one, those that some rules give, or nobody knows. */
export type SeenPart = "all" | "unknown" | readonly GivenRows[];

/** Rows that one rule gives, or several of data sets on one another together. */
export interface GivenRows extends SeenRows {
  /** Where these rules are written. */
  readonly where: readonly string[];
}

/** What somebody sees, as rows; columns of a parent are called as there. */
export function seenPart({ limits, unread }: Sight): SeenPart {
  if (unread !== undefined || limits.some((limit) => limit.unread !== undefined)) return "unknown";
  const given = limits.reduce<readonly GivenRows[]>(
    (some, { rules }) => some.flatMap((one) => rules.flatMap((rule) => both(one, rule))),
    [{ subject: "", values: {}, where: [] }],
  );
  return given.some(({ values }) => Object.keys(values).length === 0) ? "all" : given;
}

/** What two rules give together; nothing where they have no value in common. */
function both(one: GivenRows, { values, where }: SnapshotRule): GivenRows[] {
  const joined = { ...one.values };
  for (const [column, some] of Object.entries(values)) {
    const known = joined[column];
    joined[column] = known === undefined ? some : some.filter((value) => known.includes(value));
    if (joined[column].length === 0) return [];
  }
  const places = where === undefined ? one.where : [...one.where, where];
  return [{ subject: "", values: joined, where: [...new Set(places)] }];
}

/** Rows that somebody sees on one side and not on the other, and the rules that give them. */
export interface MoreRows {
  readonly rows: "all" | readonly RowPart[];
  readonly where: readonly string[];
}

/** What of the one is not in the other; undefined where it is all there, or nobody knows. */
export function moreThan(one: SeenPart, other: SeenPart): MoreRows | undefined {
  if (one === "unknown" || other === "unknown" || other === "all") return undefined;
  if (one === "all") return { rows: "all", where: [] };
  const more = one.flatMap((rule) => {
    const parts = leaveOut([partOf(rule)], other);
    return parts.length === 0 ? [] : [{ parts, where: rule.where }];
  });
  if (more.length === 0) return undefined;
  return {
    rows: more.flatMap(({ parts }) => parts),
    where: [...new Set(more.flatMap(({ where }) => where))],
  };
}
