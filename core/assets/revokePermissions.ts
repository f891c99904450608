import type { QuickSightClient, ResourcePermission } from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";
import { rowOf } from "./rowOf.ts";
import { sendCommand } from "./sendCommand.ts";

/** What one call takes, and what it gives with it: to change a level is one call, so that nobody is left between two. */
export interface Revocation {
  readonly revoke: readonly ResourcePermission[];
  /** @default none */
  readonly grant?: readonly ResourcePermission[];
}

/**
 * Takes actions away from principals, in one call. The only function here that takes anything. Revoking what is not there is no
 * error.
 *
 * @param client a client of the Region where the asset is, for calls that take
 * @param revocation `mostChanges` of each at most
 * @param table rows by kind; default: all that there are
 * @throws as the call does
 */
export async function revokePermissions(
  client: QuickSightClient,
  accountId: string,
  { kind, id }: Pick<Asset, "kind" | "id">,
  { revoke, grant = [] }: Revocation,
  table: KindTable = assetKinds,
): Promise<void> {
  const row = rowOf(table, kind);
  await sendCommand(client, row.update, {
    ...{ AwsAccountId: accountId, [row.id]: id, RevokePermissions: revoke },
    ...(grant.length > 0 ? { GrantPermissions: grant } : {}),
  });
}
