import { keyOfAsset, type OwnedAsset } from "./ownedAsset.ts";

/**
 * The assets that nobody would own any more when these users are gone, each once. Users who were deleted earlier still stand in
 * the permissions and count as owners here, so that handing over should not stop at these.
 *
 * @param owned may name an asset once for each of its owners
 */
export function findOrphans(
  owned: readonly OwnedAsset[],
  goingArns: ReadonlySet<string>,
): OwnedAsset[] {
  const orphans = owned.filter(({ owners }) => owners.every((owner) => goingArns.has(owner)));
  return [...new Map(orphans.map((asset) => [keyOfAsset(asset), asset])).values()];
}
