import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";
import { rowOf } from "./rowOf.ts";

/**
 * True for what is called as the samples that AWS puts into a new account. Nothing but the name tells them in a list, so that somebody's
 * own asset may be among them: whoever leaves them out says so.
 *
 * @param table rows by kind; default: all that there are
 */
export function isSample(
  { kind, name }: Pick<Asset, "kind" | "name">,
  table: KindTable = assetKinds,
): boolean {
  return rowOf(table, kind).samples?.includes(name) === true;
}
