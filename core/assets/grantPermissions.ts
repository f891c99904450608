import type { QuickSightClient, ResourcePermission } from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";
import { rowOf } from "./rowOf.ts";
import { sendCommand } from "./sendCommand.ts";

/**
 * Adds actions to what principals may do with an asset, in one call. Nobody loses anything; granting what is granted is no
 * error.
 *
 * @param client a client of the Region where the asset is, for calls that give
 * @param permissions `mostChanges` at most
 * @param table rows by kind; default: all that there are
 * @throws as the call does
 */
export async function grantPermissions(
  client: QuickSightClient,
  accountId: string,
  { kind, id }: Pick<Asset, "kind" | "id">,
  permissions: readonly ResourcePermission[],
  table: KindTable = assetKinds,
): Promise<void> {
  const row = rowOf(table, kind);
  const input = { AwsAccountId: accountId, [row.id]: id, GrantPermissions: permissions };
  await sendCommand(client, row.update, input);
}
