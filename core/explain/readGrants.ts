import type { QuickSightClient, ResourcePermission } from "@aws-sdk/client-quicksight";
import type { Asset } from "../assets/asset.ts";
import { readSharing } from "../assets/readSharing.ts";
import { describeError } from "../aws/describeError.ts";
import type { SnapshotAsset, SnapshotGrant } from "./snapshot.ts";

/** Who may open an asset, as a snapshot has it; undefined when it is gone. That it cannot be read is said in it. */
export async function readGrants(
  client: QuickSightClient,
  accountId: string,
  asset: Asset,
): Promise<Pick<SnapshotAsset, "grants" | "link" | "unreadable"> | undefined> {
  try {
    const sharing = await readSharing(client, accountId, asset);
    if (sharing === undefined) return undefined;
    const { permissions, link } = sharing;
    return {
      grants: grantsOf(permissions),
      ...(link.length === 0 ? {} : { link: grantsOf(link) }),
    };
  } catch (error) {
    return { grants: [], unreadable: describeError(error) };
  }
}

function grantsOf(permissions: readonly ResourcePermission[]): SnapshotGrant[] {
  return permissions
    .map(({ Principal: principal = "", Actions = [] }) => ({
      principal,
      actions: [...Actions].sort(),
    }))
    .sort((a, b) => (a.principal < b.principal ? -1 : 1));
}
