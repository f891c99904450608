import { leaveOut, overlap, type RowPart } from "../../../data/declared/seenRows.ts";
import { type SeenPart, seenPart } from "../../sight/seenPart.ts";
import type { SnapshotProtection, SnapshotRule } from "../../sight/protection.ts";
import type { Sight } from "../../sight/sightOf.ts";
import type { ClaimedSight } from "./sightClaim.ts";

/** What somebody sees of a data set and must not, or must and does not. */
export interface SightFinding {
  /** Absent: the assertion is about no columns. */
  readonly columns?: readonly string[];
  /** Absent: it is about no rows. */
  readonly rows?: readonly RowPart[];
  /** Why they see past rules: they own it, its rules are off, or it has none; absent: rules give it, or they do not see it. */
  readonly past?: "owner" | "off" | "open";
  /** All rows that they see, whatever the assertion is about. */
  readonly seen: SeenPart;
  /** The rules that give it: whom these are for, and where they are written. */
  readonly by: readonly Pick<SnapshotRule, "principal" | "where">[];
}

/** What a sight comes to: a finding, nothing, or that nobody knows, and why. */
export type JudgedSight = SightFinding | { readonly unknown: string } | undefined;

/** What of the rows and columns of a claim somebody sees; undefined: nothing. */
export function findSeen(
  sight: Sight,
  { columns, part }: ClaimedSight,
  { columnRules = [] }: Pick<SnapshotProtection, "columnRules">,
  principals: ReadonlySet<string>,
): JudgedSight {
  const { hidden, limit, past } = sight;
  const shown = columns?.filter((name) => !hidden.includes(name));
  if (shown?.length === 0) return undefined;
  if (limit?.unread !== undefined && part !== undefined) return { unknown: limit.unread };
  const whole = part ?? new Map();
  const given = (limit?.unread === undefined ? limit?.rules : undefined)?.flatMap((rule) => {
    const both = overlap(whole, rule);
    return both === undefined ? [] : [{ both, rule }];
  });
  if (given?.length === 0) return undefined;
  const showing = columnRules.flatMap(({ columns: names, principals: some, where }) =>
    names.some((name) => shown?.includes(name))
      ? some.filter((one) => principals.has(one)).map((principal) => ({ principal, where }))
      : [],
  );
  const ofRows = part === undefined ? [] : (given ?? []).map(({ rule }) => rule);
  const isOpen = limit === undefined && part !== undefined;
  const why = past ?? (isOpen ? "open" : undefined);
  return {
    ...(shown === undefined ? {} : { columns: shown }),
    ...(part === undefined ? {} : { rows: given?.map(({ both }) => both) ?? [part] }),
    ...(why === undefined ? {} : { past: why }),
    seen: seenPart(sight),
    by: [...ofRows, ...showing].map(({ principal, where }) => {
      return { principal, ...(where === undefined ? {} : { where }) };
    }),
  };
}

/** What of the rows and columns of a claim somebody does not see; undefined: nothing. */
export function findMissing(sight: Sight, { columns, part }: ClaimedSight): JudgedSight {
  const { hidden, limit } = sight;
  const seen = seenPart(sight);
  const isBlind = seen !== "all" && seen !== "unknown" && seen.length === 0;
  const lacking = columns?.filter((name) => isBlind || hidden.includes(name));
  if (limit?.unread !== undefined && part !== undefined && (lacking ?? []).length === 0) {
    return { unknown: limit.unread };
  }
  const rows =
    part === undefined
      ? undefined
      : seen === "all" || seen === "unknown"
        ? []
        : leaveOut([part], seen);
  if ((lacking ?? []).length === 0 && (rows ?? []).length === 0) return undefined;
  return {
    ...(lacking === undefined || lacking.length === 0 ? {} : { columns: lacking }),
    ...(rows === undefined || rows.length === 0 ? {} : { rows }),
    ...{ seen, by: [] },
  };
}
