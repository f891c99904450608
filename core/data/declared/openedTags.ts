import type { TagRule } from "./declaredAsset.ts";

/** A tag that would keep fewer rows from sessions without a user than now. */
export interface OpenedTag {
  readonly kind: "open-tag";
  readonly tag: string;
  /** The column that it filters on now. */
  readonly column: string;
  /** Through what. */
  readonly by: "nothing" | "column" | "matchAll" | "delimiter";
  /** The column that it would filter on; of an open one that it has now. */
  readonly newColumn: string;
}

type Tags = ReadonlyMap<string, TagRule>;

/**
 * Which tags would keep less. A session sees the rows that all tags of its data set let it see, so that one more tag opens nothing; one
 * that goes, or filters on another column, opens rows to every session. So does another value for all rows, to whoever has
 * that one, and another delimiter, which makes several values of one.
 */
export function openedTags(before: Tags = new Map(), after: Tags = new Map()): OpenedTag[] {
  return [...before].flatMap(([tag, rule]): OpenedTag[] => {
    const next = after.get(tag);
    const by = findBy(rule, next);
    if (by === undefined) return [];
    const { column } = rule;
    return [{ kind: "open-tag", tag, column, by, newColumn: next?.column ?? column }];
  });
}

function findBy(before: TagRule, after: TagRule | undefined): OpenedTag["by"] | undefined {
  if (after === undefined) return "nothing";
  if (after.column !== before.column) return "column";
  const isOther = (field: "matchAll" | "delimiter") =>
    after[field] !== undefined && after[field] !== before[field];
  return (["matchAll", "delimiter"] as const).find(isOther);
}
