import { type QuickSightClient, ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import { describeAsset } from "./asset.ts";
import { describeError } from "../aws/describeError.ts";
import { mapParallel } from "../aws/mapParallel.ts";
import { type OwnableAsset, type OwnedAsset, ownedKinds } from "./ownedAsset.ts";
import { ownersOf } from "./ownersOf.ts";
import { readPermissions } from "./ownershipApi.ts";

/**
 * Reads who owns each of these assets, with one call for each, also when it is named twice. Those that are gone meanwhile are
 * left out. By kind, then by name.
 *
 * @throws when permissions cannot be read: whose such an asset is is not known
 */
export async function readOwners(
  client: QuickSightClient,
  accountId: string,
  assets: readonly OwnableAsset[],
): Promise<OwnedAsset[]> {
  const distinct = new Map(assets.map((asset) => [`${asset.kind}/${asset.id}`, asset]));
  const owned = await mapParallel(distinct.values(), async (asset): Promise<OwnedAsset[]> => {
    try {
      const permissions = await readPermissions(client, accountId, asset);
      return [{ ...asset, owners: ownersOf(asset.kind, permissions) }];
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return [];
      throw new Error(`who owns ${describeAsset(asset)} cannot be read: ${describeError(error)}`, {
        cause: error,
      });
    }
  });
  return owned.flat().sort(byKindAndName);
}

function byKindAndName(left: OwnedAsset, right: OwnedAsset): number {
  return (
    ownedKinds.indexOf(left.kind) - ownedKinds.indexOf(right.kind) ||
    compare(left.name, right.name) ||
    compare(left.id, right.id)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
