import { leaveOut, partOf, type RowPart, type SeenRows } from "../../data/declared/seenRows.ts";
import type { Sight } from "./sightOf.ts";

/** The rows of a data set that somebody sees: every one, those that some rules give, or nobody knows. */
export type SeenPart = "all" | "unknown" | readonly GivenRows[];

/** Rows that one rule gives. */
export interface GivenRows extends SeenRows {
  /** Where it is written; none: nobody knows. */
  readonly where: readonly string[];
}

/** What somebody sees, as rows. */
export function seenPart({ limit, unread }: Sight): SeenPart {
  if (unread !== undefined || limit?.unread !== undefined) return "unknown";
  if (limit === undefined) return "all";
  const { rules } = limit;
  if (rules.some(({ values }) => Object.keys(values).length === 0)) return "all";
  return rules.map(({ values, where }) => {
    return { subject: "", values, where: where === undefined ? [] : [where] };
  });
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
