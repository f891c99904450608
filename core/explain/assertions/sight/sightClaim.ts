import { leaveOut, overlap, type RowPart } from "../../../data/declared/seenRows.ts";
import type { SnapshotProtection } from "../../sight/protection.ts";
import type { NamePattern } from "../assertion.ts";

/** What a column of rows holds: one of some values, or anything but them. */
export interface RowCondition {
  /** A term of the entitlement table, or a column. */
  readonly name: string;
  readonly values: readonly string[];
  readonly isAllBut: boolean;
}

/** Which rows and columns of data sets an assertion is about; without any of one sort, whichever. */
export interface SightClaim {
  readonly labels: readonly string[];
  readonly columns: readonly NamePattern[];
  readonly rows: readonly RowCondition[];
  /** That the labels are those of a tenant whose settings are known: others have labels of their own. */
  readonly isOfTenant: boolean;
}

/** What a claim comes to for one data set. */
export interface ClaimedSight {
  /** Absent: it is about rows, whichever columns these have. */
  readonly columns?: readonly string[];
  /** Absent: it is about columns, in whichever rows. */
  readonly part?: RowPart;
}

const isSameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The columns of a data set that a claim names, as far as they are known: where QuickSight does not tell, those of rules and names without a pattern. */
export function columnsClaimed(
  { labels, columns }: SightClaim,
  { columns: all, labels: labelled = {}, columnRules = [] }: SnapshotProtection,
): string[] {
  const plain = columns.flatMap(({ name }) => (name.includes("*") ? [] : [name]));
  const known = all ?? [...columnRules.flatMap((rule) => rule.columns), ...plain];
  return [
    ...new Set([
      ...labels.flatMap((label) =>
        Object.entries(labelled).flatMap(([name, some]) => (isSameName(name, label) ? some : [])),
      ),
      ...known.filter((name) => columns.some(({ pattern }) => pattern.test(name))),
    ]),
  ];
}

/** The column of a data set that a condition is about: what its term stands for, or the one that is called so; undefined: none. */
export function columnOf(
  { name }: Pick<RowCondition, "name">,
  { columns, terms = {} }: SnapshotProtection,
): string | undefined {
  const [, byTerm] = Object.entries(terms).find(([term]) => isSameName(term, name)) ?? [];
  return byTerm ?? (columns === undefined ? name : columns.find((one) => isSameName(one, name)));
}

/** What a claim is about in a data set; undefined: nothing of it, as it has no such column. */
export function claimedSight(
  claim: SightClaim,
  protection: SnapshotProtection,
): ClaimedSight | undefined {
  const isOfColumns = claim.labels.length > 0 || claim.columns.length > 0;
  const columns = columnsClaimed(claim, protection);
  if (isOfColumns && columns.length === 0) return undefined;
  let part: RowPart | undefined = new Map();
  for (const condition of claim.rows) {
    const column = columnOf(condition, protection);
    if (column === undefined) return undefined;
    // A term and a column may be the same one.
    const rule = { subject: "", values: { [column]: condition.values } };
    part = condition.isAllBut ? leaveOut([part], [rule])[0] : overlap(part, rule);
    if (part === undefined) return undefined;
  }
  return { ...(isOfColumns ? { columns } : {}), ...(part.size === 0 ? {} : { part }) };
}
