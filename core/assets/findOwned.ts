import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { listUnsearchable } from "./listUnsearchable.ts";
import type { OwnedAsset } from "./ownedAsset.ts";
import { readOwners } from "./readOwners.ts";
import { searchOwned } from "./searchOwned.ts";

export type { OwnedAsset, OwnedKind } from "./ownedAsset.ts";

/**
 * What each of these users owns directly, not through a group, in the client's Region: deleting a user leaves it behind
 * without an owner (API reference of DeleteUser; the console offers to transfer it, the API does not).
 *
 * Costs five searches for each user, the lists of themes and templates once, and one call for each hit, theme and template;
 * nothing when there are no users. The search is eventually consistent: what was made or shared in the last moments may be
 * missing, so that it is worth another look just before the deletion (`findSearchable`).
 *
 * @param client a client of the data Region, where the assets are
 * @param userArns ARNs of users, as permissions name them
 * @returns by user ARN, by kind and name; only for those who own something
 * @throws when anything cannot be searched, listed or read: half an answer would leave assets without an owner
 */
export async function findOwned(
  client: QuickSightClient,
  accountId: string,
  userArns: readonly string[],
): Promise<ReadonlyMap<string, readonly OwnedAsset[]>> {
  const users = new Set(userArns);
  if (users.size === 0) return new Map();
  const [searched, listed] = await Promise.all([
    searchOwned(client, accountId, [...users]),
    listUnsearchable(client, accountId),
  ]);
  const assets = await readOwners(client, accountId, [...searched, ...listed]);
  const owned = new Map<string, OwnedAsset[]>();
  for (const asset of assets) {
    for (const owner of asset.owners) {
      if (users.has(owner)) owned.set(owner, [...(owned.get(owner) ?? []), asset]);
    }
  }
  return owned;
}
