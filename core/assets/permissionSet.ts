import { assetKinds } from "./assetKinds.ts";
import type { KindTable, Level } from "./kindRow.ts";
import { rowOf } from "./rowOf.ts";

/** Sets that were asked for, by those of their rows: a plan asks for each grant. */
const spelled = new WeakMap<readonly string[], readonly string[]>();

/**
 * The actions of a level, sorted, with their prefix: what must be granted as a whole.
 *
 * @param table rows by kind; default: all that there are
 * @throws when there is no such kind, or it has no such level
 */
export function permissionSet(kind: string, level: Level, table: KindTable = assetKinds): string[] {
  const actions = rowOf(table, kind).sets[level];
  if (actions === undefined) throw new Error(`nobody can be ${level} of a ${kind}`);
  const found = spelled.get(actions) ?? [...actions].sort().map((action) => `quicksight:${action}`);
  spelled.set(actions, found);
  return [...found];
}
