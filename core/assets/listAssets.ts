import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";
import { readItems } from "./readItems.ts";
import { rowOf } from "./rowOf.ts";

/**
 * Every asset of a kind in the client's Region, page by page. Left out are analyses that wait for deletion and their like, and
 * starter themes, which are AWS's.
 *
 * @param client a client of the data Region
 * @param table rows by kind; default: all that there are
 * @param since leaves out what says that it was neither made nor changed since then, in milliseconds since 1970; default: nothing
 * @throws as the call does
 */
export async function listAssets(
  client: QuickSightClient,
  accountId: string,
  kind: string,
  table: KindTable = assetKinds,
  since = 0,
): Promise<Asset[]> {
  const row = rowOf(table, kind);
  const input = { AwsAccountId: accountId, ...row.list.input };
  return readItems(client, kind, row, row.list, input, since);
}
