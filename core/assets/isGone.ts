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
 * True when a call about an asset failed because there is no such asset. Of a kind whose calls know no error for that (flows),
 * a refused parameter is taken for it when the list does not have the asset either.
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
  if (error instanceof ResourceNotFoundException) return true;
  const perhaps = rowOf(table, kind).lacksNotFound === true;
  if (!perhaps || !(error instanceof InvalidParameterValueException)) return false;
  const listed = await listAssets(client, accountId, kind, table);
  return !listed.some((asset) => asset.id === id);
}
