import {
  InvalidParameterValueException,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import type { KindTable } from "./kindRow.ts";
import { listAssets } from "./listAssets.ts";
import { rowOf } from "./rowOf.ts";

/**
 * True when a call about an asset failed because there is no such asset: the call says so, or, of a kind whose calls know no error
 * for that (flows), refuses a parameter, and the list does not have the asset either. One answer is no proof: an asset that passes
 * for gone is nobody's, and its owner would be deleted.
 *
 * @throws when it must look at the list and cannot
 */
export async function isGone(
  client: QuickSightClient,
  accountId: string,
  { kind, id }: Pick<Asset, "kind" | "id">,
  error: unknown,
  table: KindTable,
): Promise<boolean> {
  const lacksNotFound = rowOf(table, kind).lacksNotFound === true;
  const perhaps =
    error instanceof ResourceNotFoundException ||
    (lacksNotFound && error instanceof InvalidParameterValueException);
  if (!perhaps) return false;
  const listed = await listAssets(client, accountId, kind, table);
  return !listed.some((asset) => asset.id === id);
}
