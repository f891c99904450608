import type { DataRegion } from "../aws/dataRegion.ts";
import { assetKinds } from "./assetKinds.ts";
import { findCandidates } from "./findCandidates.ts";
import type { KindTable } from "./kindRow.ts";
import type { OwnedAsset } from "./ownedAsset.ts";
import { readOwners } from "./readOwners.ts";

/**
 * What one user owns directly: what searches find, and of what was made or changed in the last hour everything, so that of themes
 * and templates, which have no search, the older ones are missing. For a second look just before the user is deleted, which
 * `findOwned` would make as expensive as the account has themes and templates.
 *
 * @param userArn a user who can own something; readers can't (user guide)
 * @param table rows by kind; default: all that there are
 * @param now milliseconds since 1970
 * @throws as `findOwned` does
 */
export async function findOwnedAgain(
  regions: readonly DataRegion[],
  accountId: string,
  userArn: string,
  table: KindTable = assetKinds,
  now = Date.now(),
): Promise<readonly OwnedAsset[]> {
  const options = { settled: "none", table, now } as const;
  const candidates = await findCandidates(regions, accountId, [userArn], options);
  const assets = await readOwners(regions, accountId, candidates, table);
  return assets.filter(({ owners }) => owners.includes(userArn));
}
