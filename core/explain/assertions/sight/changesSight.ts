import { leaveOut, partOf } from "../../../data/declared/seenRows.ts";
import type { SnapshotProtection } from "../../sight/protection.ts";

/**
 * Whether somebody who reads a data set may see more of it by the one protection than by the other. What is not known may be anything; who
 * owns it is none of this.
 */
export function opensMore(
  before: SnapshotProtection | undefined,
  after: SnapshotProtection | undefined,
): boolean {
  if (after === undefined) return before !== undefined;
  if (before === undefined) return true;
  return opensRows(before.rows, after.rows) || opensColumns(before, after);
}

function opensRows(before: SnapshotProtection["rows"], after: SnapshotProtection["rows"]): boolean {
  if (before === undefined || before.isOff === true) return false;
  if (after === undefined || after.isOff === true) return true;
  if (before.rules === undefined || after.rules === undefined) {
    return before.rules !== after.rules || before.dataSet !== after.dataSet;
  }
  const known = Map.groupBy(before.rules, ({ principal }) => principal);
  return [...Map.groupBy(after.rules, ({ principal }) => principal)].some(([principal, rules]) => {
    const had = (known.get(principal) ?? []).map(({ values }) => ({ subject: "", values }));
    return leaveOut(rules.map(partOf), had).length > 0;
  });
}

function opensColumns(before: SnapshotProtection, after: SnapshotProtection): boolean {
  const [had, has] = [seersOf(before), seersOf(after)];
  const isNew = (after.columns ?? []).some((column) => before.columns?.includes(column) !== true);
  const isWider = [...had].some(([column, seers]) => {
    const now = has.get(column);
    const isGone = after.columns?.includes(column) === false;
    return !isGone && (now === undefined || [...now].some((one) => !seers.has(one)));
  });
  return isNew || isWider;
}

/** By column in some rule whom these name. */
function seersOf({ columnRules = [] }: SnapshotProtection): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { columns, principals } of columnRules) {
    for (const column of columns) {
      found.set(column, new Set([...(found.get(column) ?? []), ...principals]));
    }
  }
  return found;
}
