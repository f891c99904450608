import type {
  LinkSharingConfiguration,
  QuickSightClient,
  ResourcePermission,
} from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import { isGone } from "./isGone.ts";
import type { KindTable } from "./kindRow.ts";
import { limitsOf } from "./limitsOf.ts";
import { rowOf } from "./rowOf.ts";
import { sendPages } from "./sendPages.ts";

/** Who may do what with an asset. */
export interface Sharing {
  readonly permissions: readonly ResourcePermission[];
  /** Of a dashboard: what everybody may do who has its link. */
  readonly link: readonly ResourcePermission[];
}

/**
 * Who may do what with an asset, by grants and by its link; undefined when it is gone.
 *
 * @param client a client of the Region where the asset is
 * @param table rows by kind; default: all that there are
 * @throws as the call does
 */
export async function readSharing(
  client: QuickSightClient,
  accountId: string,
  { kind, id }: Pick<Asset, "kind" | "id">,
  table: KindTable = assetKinds,
): Promise<Sharing | undefined> {
  const row = rowOf(table, kind);
  const input = {
    ...{ AwsAccountId: accountId, [row.id]: id },
    ...(row.permissionPages === true ? { MaxResults: limitsOf(row).page } : {}),
  };
  const permissions: ResourcePermission[] = [];
  const link: ResourcePermission[] = [];
  try {
    for await (const page of sendPages(client, row.describe, input)) {
      permissions.push(...((page["Permissions"] ?? []) as readonly ResourcePermission[]));
      const shared = page["LinkSharingConfiguration"] as LinkSharingConfiguration | undefined;
      link.push(...(shared?.Permissions ?? []));
    }
  } catch (error) {
    if (await isGone(client, accountId, { kind, id }, error, table)) return undefined;
    throw error;
  }
  return { permissions, link };
}
