import { assetKinds } from "./assetKinds.ts";
import type { KindTable, Level } from "./kindRow.ts";
import { rowOf } from "./rowOf.ts";

/** The levels, what gives more coming later. */
export const levels = ["viewer", "contributor", "owner"] as const satisfies readonly Level[];

/**
 * The level that actions amount to: the highest of which they hold anything that no lower level has.
 *
 * @param actions with their prefix
 * @param table rows by kind; default: all that there are
 */
export function levelOf(
  kind: string,
  actions: readonly string[],
  table: KindTable = assetKinds,
): Level {
  const { sets, besides = [] } = rowOf(table, kind);
  const lower = new Set<string>([...sets.viewer, ...besides]);
  let found: Level = "viewer";
  for (const level of levels.slice(1)) {
    const own = (sets[level] ?? []).filter((action) => !lower.has(action));
    if (own.some((action) => actions.includes(`quicksight:${action}`))) found = level;
    for (const action of own) lower.add(action);
  }
  return found;
}
