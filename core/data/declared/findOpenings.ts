import type { DeclaredAsset } from "./declaredAsset.ts";
import { type OpenedTag, openedTags } from "./openedTags.ts";
import { leaveOut, partOf, type RowPart, type SeenRows, unlimitedIn, verbatimPart } from "./seenRows.ts";

/** What people would see of a protected data set that they do not see now. */
export type Opening =
  | OpenedTag
  /** All rows, or parts of them that a rule limited in these columns; `group` absent: for everybody who may use it. */
  | { readonly kind: "open-rows"; readonly group?: string; readonly free: readonly string[]; readonly parts: readonly RowPart[] }
  | { readonly kind: "widen-rows"; readonly group: string; readonly parts: readonly RowPart[] }
  /** A column that no rule names; it is, or may be by another name, one of those that a rule named. */
  | { readonly kind: "open-column"; readonly column: string; readonly former: readonly string[] }
  /** A column for one more group, and the groups that see it now. */
  | { readonly kind: "widen-column"; readonly group: string; readonly column: string; readonly seenBy: readonly string[] }
  | { readonly kind: "exempt"; readonly group: string };

/**
 * Compares what a data set shows with what it, or the one in whose place it comes, has shown. Nothing opens what was open to whoever
 * may use it. Owners are not counted as somebody who sees more: they see everything.
 */
export function findOpenings(before: DeclaredAsset, after: DeclaredAsset): Opening[] {
  return [...openedTags(before.tags, after.tags), ...openedToUsers(before, after)];
}

function openedToUsers(before: DeclaredAsset, after: DeclaredAsset): Opening[] {
  if (before.protection === undefined) return [];
  const isNew = (group: string) => !before.owners.includes(group);
  return [
    ...openedRows(before.protection.rows, after.protection?.rows),
    ...openedColumns(before, before.protection.columns, after),
    ...after.owners.map((group): Opening => ({ kind: "exempt", group })),
  ].filter((opening) => !("group" in opening) || isNew(opening.group));
}

function openedRows(
  before: readonly SeenRows[] | undefined,
  after: readonly SeenRows[] | undefined,
): Opening[] {
  if (before === undefined) return [];
  if (after === undefined) return [{ kind: "open-rows", free: [], parts: [] }];
  const known = Map.groupBy(before, ({ subject }) => subject);
  return [...Map.groupBy(after, ({ subject }) => subject)].flatMap(([subject, rules]) =>
    openedTo(subject, known.get(subject) ?? [], rules),
  );
}

function openedTo(
  group: string,
  known: readonly SeenRows[],
  rules: readonly SeenRows[],
): Opening[] {
  const parts = findMore(known, rules);
  if (parts.length === 0) return [];
  if (rules.some(({ values }) => Object.keys(values).length === 0)) {
    return [{ kind: "open-rows", group, free: [], parts: [] }];
  }
  const free = [...new Set(parts.flatMap((part) => freeIn(part, known)))].sort();
  return [
    free.length === 0
      ? { kind: "widen-rows", group, parts }
      : { kind: "open-rows", group, free, parts },
  ];
}

/** The rows that some rules give and others do not, in an order of their own. */
function findMore(known: readonly SeenRows[], rules: readonly SeenRows[]): RowPart[] {
  // Nearly all are as they were, and a group may have hundreds.
  const same = new Set(known.map((rule) => verbatimPart(partOf(rule))));
  const changed = rules.map(partOf).filter((part) => !same.has(verbatimPart(part)));
  const left = new Map(leaveOut(changed, known).map((part) => [verbatimPart(part), part]));
  return [...left].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
}

/** Columns that limited the group and do not limit this part: one that a rule lost, or that a new rule lacks and all others have. */
function freeIn(part: RowPart, known: readonly SeenRows[]): string[] {
  const [first, ...others] = known;
  const always = Object.keys(first?.values ?? {}).filter((column) =>
    others.every(({ values }) => Object.hasOwn(values, column)),
  );
  return [...unlimitedIn(part), ...always.filter((column) => !part.has(column))];
}

function openedColumns(
  before: DeclaredAsset,
  ruled: ReadonlyMap<string, readonly string[]>,
  after: DeclaredAsset,
): Opening[] {
  const rules = after.protection?.columns ?? new Map<string, readonly string[]>();
  const isGone = (column: string) => after.columns?.includes(column) === false;
  const stay = [...ruled].filter(([column]) => !isGone(column));
  const gone = [...ruled].filter(([column]) => isGone(column));
  const come = (after.columns ?? []).filter((column) => before.columns?.includes(column) !== true);
  return [
    ...stay.flatMap(([column, seenBy]) => compareColumn(column, rules.get(column), [[column, seenBy]])),
    // Nobody sees a column that is gone, unless it is one of those that come.
    ...(gone.length === 0
      ? []
      : come.flatMap((column) => compareColumn(column, rules.get(column), gone))),
  ];
}

/** Who would see a column that is, or may be, one of these. */
function compareColumn(
  column: string,
  groups: readonly string[] | undefined,
  before: readonly (readonly [string, readonly string[]])[],
): Opening[] {
  if (groups === undefined) {
    return [{ kind: "open-column", column, former: before.map(([name]) => name).sort() }];
  }
  if (before.some(([, seenBy]) => groups.every((group) => seenBy.includes(group)))) return [];
  const seenBy = (before[0]?.[1] ?? []).filter((group) =>
    before.every(([, others]) => others.includes(group)),
  );
  return groups
    .filter((group) => !seenBy.includes(group))
    .map((group) => ({ kind: "widen-column", group, column, seenBy }));
}
