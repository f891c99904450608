import type { QuickSightClient, ResourcePermission } from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";
import { readSharing } from "./readSharing.ts";

/** Who may do what with an asset by grants, without those who have a link: see {@link readSharing}. */
export async function readPermissions(
  client: QuickSightClient,
  accountId: string,
  asset: Pick<Asset, "kind" | "id">,
  table: KindTable = assetKinds,
): Promise<readonly ResourcePermission[] | undefined> {
  return (await readSharing(client, accountId, asset, table))?.permissions;
}
