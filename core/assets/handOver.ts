import { describeAsset } from "./asset.ts";
import { assetKinds } from "./assetKinds.ts";
import { clientOf } from "./clientOf.ts";
import type { DataRegion } from "../aws/dataRegion.ts";
import { describeError } from "../aws/describeError.ts";
import { grantPermissions } from "./grantPermissions.ts";
import type { KindTable } from "./kindRow.ts";
import type { PlacedAsset } from "./ownedAsset.ts";
import { permissionSet } from "./permissionSet.ts";
import { readPermissions } from "./readPermissions.ts";
import { rowOf } from "./rowOf.ts";

/**
 * Makes a group an owner of an asset and reads back that it is one. It only gives: nobody loses anything. Repeating it writes
 * nothing, and an asset that is gone needs no owner.
 *
 * @param regions the data Regions, that of the asset among them, with clients for calls that give
 * @param groupArn a group that may own such an asset: readers cannot own data (user guide)
 * @param table rows by kind; default: all that there are
 * @throws when the group does not hold the owner's whole set at the end: then nobody may be deleted who owns the asset
 */
export async function handOver(
  regions: readonly DataRegion[],
  accountId: string,
  asset: PlacedAsset,
  groupArn: string,
  table: KindTable = assetKinds,
): Promise<void> {
  try {
    const client = clientOf(regions, asset.region);
    const whole = permissionSet(asset.kind, "owner", table);
    const findMissing = async (): Promise<string[]> => {
      const permissions = await readPermissions(client, accountId, asset, table);
      if (permissions === undefined) return [];
      const own = permissions.filter(({ Principal }) => Principal === groupArn);
      const actual = own.flatMap(({ Actions = [] }) => Actions);
      return whole.filter((action) => !actual.includes(action));
    };
    if ((await findMissing()).length === 0) return;
    const permission = { Principal: groupArn, Actions: whole };
    // What is there afterwards decides: the asset may be gone, or the answer lost of a grant that was carried out.
    const refusal = await grantPermissions(client, accountId, asset, [permission], table).then(
      () => undefined,
      describeError,
    );
    const missing = await findMissing();
    if (missing.length === 0) return;
    const { unconfirmed } = rowOf(table, asset.kind);
    throw new Error(
      (refusal ?? `the group does not hold ${missing.join(", ")} after the grant`) +
        (unconfirmed === undefined ? "" : ` (of this kind nobody confirms ${unconfirmed})`),
    );
  } catch (error) {
    const what = `${describeAsset(asset)} in ${asset.region} was not handed over to ${groupArn}`;
    throw new Error(`${what}: ${describeError(error)}`, { cause: error });
  }
}
