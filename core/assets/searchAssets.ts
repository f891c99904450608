import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";
import { readItems } from "./readItems.ts";
import { rowOf } from "./rowOf.ts";

/**
 * The assets of a kind that a user or group owns directly, or, by reader, that a user can open by whatever way, as the search of the
 * client's Region has them: it is eventually consistent (API reference), so that a hit is no proof.
 *
 * @param arn   the user or group, as permissions name them
 * @param table rows by kind; default: all that there are
 * @throws as the call does, and when the kind has no such search
 */
export async function searchAssets(
  client: QuickSightClient,
  accountId: string,
  kind: string,
  arn: string,
  table: KindTable = assetKinds,
  by: "byOwner" | "byReader" = "byOwner",
): Promise<Asset[]> {
  const row = rowOf(table, kind);
  const filter = row.search?.[by];
  if (row.search === undefined || filter === undefined) {
    throw new Error(
      `the API has no search for ${row.label[1]}${by === "byReader" ? " by reader" : ""}`,
    );
  }
  const input = { AwsAccountId: accountId, Filters: [filter(arn)] };
  return readItems(client, kind, row, row.search, input);
}
