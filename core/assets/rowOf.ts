import type { KindRow, KindTable } from "./kindRow.ts";

/**
 * The row of a kind.
 *
 * @throws when the table has none: a name from a state, a file or a newer version of this program
 */
export function rowOf(table: KindTable, kind: string): KindRow {
  const row = Object.hasOwn(table, kind) ? table[kind] : undefined;
  if (row !== undefined) return row;
  throw new Error(
    `no kind of asset is called "${kind}"; there are ${Object.keys(table).join(", ")}`,
  );
}
