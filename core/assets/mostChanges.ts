import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";
import { limitsOf } from "./limitsOf.ts";
import { rowOf } from "./rowOf.ts";

/**
 * The most grants, and the most revocations, of one call (QuickSight API model).
 *
 * @param table rows by kind; default: all that there are
 */
export function mostChanges(kind: string, table: KindTable = assetKinds): number {
  return limitsOf(rowOf(table, kind)).changes;
}
