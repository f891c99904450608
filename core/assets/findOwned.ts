import type { DataRegion } from "../aws/dataRegion.ts";
import { assetKinds } from "./assetKinds.ts";
import { findCandidates } from "./findCandidates.ts";
import type { KindTable } from "./kindRow.ts";
import type { OwnedAsset } from "./ownedAsset.ts";
import { readOwners } from "./readOwners.ts";

/**
 * What each of these users owns directly, not through a group, in all data Regions: deleting a user leaves it behind without
 * an owner (API reference of DeleteUser; the console offers to transfer it, the API does not).
 *
 * Costs in each Region one search for each user and kind that has one, the list of each kind, and one call for each hit, for
 * each theme and template, and for what was made or changed in the last hour; nothing when there are no users. Readers can own
 * nothing (user guide), so that the caller leaves them out. Searches are eventually consistent: what was made in the last moments
 * is found in lists; an older asset that was shared in the last moments may be missing, so that it is worth another look just
 * before the deletion (`findOwnedAgain`).
 *
 * @param userArns ARNs of users who can own something, as permissions name them
 * @param table rows by kind; default: all that there are
 * @param now milliseconds since 1970
 * @returns by user ARN, by kind and name; only for those who own something
 * @throws when anything cannot be searched, listed or read: half an answer would leave assets without an owner
 */
export async function findOwned(
  regions: readonly DataRegion[],
  accountId: string,
  userArns: readonly string[],
  table: KindTable = assetKinds,
  now = Date.now(),
): Promise<ReadonlyMap<string, readonly OwnedAsset[]>> {
  const users = new Set(userArns);
  if (users.size === 0) return new Map();
  const options = { settled: "all", table, now } as const;
  const candidates = await findCandidates(regions, accountId, [...users], options);
  const owned = new Map<string, OwnedAsset[]>();
  for (const asset of await readOwners(regions, accountId, candidates, table)) {
    for (const owner of asset.owners) {
      if (users.has(owner)) owned.set(owner, [...(owned.get(owner) ?? []), asset]);
    }
  }
  return owned;
}
