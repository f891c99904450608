import {
  type QuickSightClient,
  ResourceNotFoundException,
  type ResourcePermission,
} from "@aws-sdk/client-quicksight";
import { describeAsset } from "./asset.ts";
import { describeError } from "../aws/describeError.ts";
import { ownerSet } from "./ownerSet.ts";
import type { OwnableAsset } from "./ownedAsset.ts";
import { grantPermission, readPermissions } from "./ownershipApi.ts";

/**
 * Makes a group an owner of an asset and reads back that it is one. Nobody loses anything. Repeating it writes nothing, and an
 * asset that is gone needs no owner.
 *
 * @param client a client of the data Region
 * @param groupArn a group that may own such an asset: readers cannot own data (user guide)
 * @throws when the group does not hold the owner's whole set at the end: then nobody may be deleted who owns the asset
 */
export async function handOver(
  client: QuickSightClient,
  accountId: string,
  asset: OwnableAsset,
  groupArn: string,
): Promise<void> {
  const wanted = ownerSet(asset.kind);
  const missing = async (): Promise<string[]> => {
    const held = await readHeld(client, accountId, asset, groupArn);
    return held === undefined ? [] : wanted.filter((action) => !held.includes(action));
  };
  try {
    if ((await missing()).length === 0) return;
    const permission = { Principal: groupArn, Actions: wanted };
    // What is there afterwards decides: the asset may be gone, or the answer lost of a grant that was carried out.
    const refusal = await grantPermission(client, accountId, asset, permission).then(
      () => undefined,
      describeError,
    );
    const still = await missing();
    if (still.length === 0) return;
    throw new Error(refusal ?? `the group does not hold ${still.join(", ")} after the grant`);
  } catch (error) {
    const what = `${describeAsset(asset)} was not handed over to ${groupArn}`;
    throw new Error(`${what}: ${describeError(error)}`, { cause: error });
  }
}

/** The actions a principal holds; undefined when the asset is gone. */
async function readHeld(
  client: QuickSightClient,
  accountId: string,
  asset: OwnableAsset,
  principal: string,
): Promise<string[] | undefined> {
  let permissions: ResourcePermission[];
  try {
    permissions = await readPermissions(client, accountId, asset);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
  return permissions
    .filter(({ Principal }) => Principal === principal)
    .flatMap(({ Actions = [] }) => Actions);
}
