import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { describeError } from "../aws/describeError.ts";
import { type Asset, isGoverned } from "../assets/asset.ts";
import type { ActualAccess, ActualAsset, UnreadableAsset } from "./actualAccess.ts";
import { listAssets } from "../assets/listAssets.ts";
import { readPermissions } from "../assets/readPermissions.ts";
import { actualGrants, noGrants } from "./actualGrants.ts";
import type { AccessScope } from "./governedAccess.ts";

/** Permissions that are read at once: 1,000 a second where each takes 200 ms, which is more than AWS lets pass, in less memory. */
const atOnce = 200;

/**
 * Reads what our groups can do with the assets of these kinds in the client's Region: one list, and one call for each asset.
 *
 * An asset that cannot be described does not end the run: it is reported, and nothing is planned for it. One that is gone
 * since it was listed is left out.
 *
 * @param client a client of the data Region, where the assets are
 * @throws when no asset of a kind can be described: that is a missing right, and would pass for nothing to do
 */
export async function readAccess(
  client: QuickSightClient,
  scope: AccessScope,
  kinds: readonly string[],
): Promise<ActualAccess> {
  const lists = await Promise.all(kinds.map((kind) => listAssets(client, scope.accountId, kind)));
  const assets: ActualAsset[] = [];
  const unreadable: UnreadableAsset[] = [];
  const known = noGrants();
  const rest = lists.flat().filter(isGoverned).values();
  const readOne = async (asset: Asset) => {
    try {
      const permissions = await readPermissions(client, scope.accountId, asset);
      if (permissions === undefined) return;
      assets.push({ ...asset, grants: actualGrants(scope, asset.kind, permissions, known) });
    } catch (error) {
      unreadable.push({ asset, reason: describeError(error) });
    }
  };
  const work = async () => {
    for (const asset of rest) await readOne(asset);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const kind of kinds) refuseBlindness(kind, { assets, unreadable });
  return { assets, unreadable };
}

function refuseBlindness(kind: string, { assets, unreadable }: ActualAccess): void {
  const [first, ...others] = unreadable.filter(({ asset }) => asset.kind === kind);
  if (first === undefined || assets.some((asset) => asset.kind === kind)) return;
  const count = others.length + 1;
  throw new Error(`permissions of ${kind}: none of ${count} can be read: ${first.reason}`);
}
