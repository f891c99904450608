import { describeAsset } from "./asset.ts";
import { clientOf } from "./clientOf.ts";
import type { DataRegion } from "../aws/dataRegion.ts";
import { describeError } from "../aws/describeError.ts";
import { mapParallel } from "../aws/mapParallel.ts";
import type { KindTable } from "./kindRow.ts";
import { keyOfAsset, type OwnedAsset, type PlacedAsset } from "./ownedAsset.ts";
import { ownersOf } from "./ownersOf.ts";
import { readPermissions } from "./readPermissions.ts";

/**
 * Reads who owns each of these assets, with one call for each, also when it is named twice. Those that are gone meanwhile are
 * left out. By kind, then by name.
 *
 * @throws when permissions cannot be read: whose such an asset is is not known
 */
export async function readOwners(
  regions: readonly DataRegion[],
  accountId: string,
  assets: readonly PlacedAsset[],
  table: KindTable,
): Promise<OwnedAsset[]> {
  const distinct = new Map(assets.map((asset) => [keyOfAsset(asset), asset]));
  const owned = await mapParallel(distinct.values(), async (asset): Promise<OwnedAsset[]> => {
    try {
      const client = clientOf(regions, asset.region);
      const permissions = await readPermissions(client, accountId, asset, table);
      if (permissions === undefined) return [];
      return [{ ...asset, owners: ownersOf(asset.kind, permissions, table) }];
    } catch (error) {
      const what = `who owns ${describeAsset(asset)} in ${asset.region} cannot be read`;
      throw new Error(`${what}: ${describeError(error)}`, { cause: error });
    }
  });
  const kinds = Object.keys(table);
  const order = (asset: OwnedAsset) => kinds.indexOf(asset.kind);
  return owned
    .flat()
    .sort((left, right) => order(left) - order(right) || compareNames(left, right));
}

function compareNames(left: OwnedAsset, right: OwnedAsset): number {
  return (
    compare(left.name, right.name) ||
    compare(left.id, right.id) ||
    compare(left.region, right.region)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
