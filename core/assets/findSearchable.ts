import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { OwnedAsset } from "./ownedAsset.ts";
import { readOwners } from "./readOwners.ts";
import { searchOwned } from "./searchOwned.ts";

/**
 * What one user owns directly of the kinds that can be searched: all but themes and templates. For a second look just before
 * the user is deleted, which `findOwned` would make as expensive as the account has themes and templates.
 *
 * @param client a client of the data Region
 * @throws as `findOwned` does
 */
export async function findSearchable(
  client: QuickSightClient,
  accountId: string,
  userArn: string,
): Promise<readonly OwnedAsset[]> {
  const searched = await searchOwned(client, accountId, [userArn]);
  const assets = await readOwners(client, accountId, searched);
  return assets.filter(({ owners }) => owners.includes(userArn));
}
