import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";
import { readItems } from "./readItems.ts";
import { rowOf } from "./rowOf.ts";

/**
 * The assets of a kind that a user or group owns directly, as the search of the client's Region has them: it is eventually
 * consistent (API reference), so that a hit is no proof.
 *
 * @param ownerArn the user or group, as permissions name them
 * @param table rows by kind; default: all that there are
 * @throws as the call does, and when the kind has no search
 */
export async function searchAssets(
  client: QuickSightClient,
  accountId: string,
  kind: string,
  ownerArn: string,
  table: KindTable = assetKinds,
): Promise<Asset[]> {
  const row = rowOf(table, kind);
  if (row.search === undefined) throw new Error(`the API has no search for ${row.label[1]}`);
  const input = { AwsAccountId: accountId, Filters: [row.search.byOwner(ownerArn)] };
  return readItems(client, kind, row, row.search, input);
}
