import { assetKey, type Grant, isAssetGrant } from "../grant.ts";
import type { GovernedFolders } from "./governedFolders.ts";

/** The ids of the folders that are or were declared, and the names of assets that are known from that, by `assetKey`. */
export function foldersToRead(
  { declared, members, formerMembers }: GovernedFolders,
  former: readonly Grant[],
): [ids: string[], names: ReadonlyMap<string, string>] {
  const ids = new Set([
    ...declared.map(({ id }) => id),
    ...formerMembers.map(({ folder }) => folder),
    ...former.filter(isAssetGrant).map(({ asset }) => asset.id),
  ]);
  const named = [...formerMembers, ...members].map(({ asset }) => asset);
  return [[...ids].sort(), new Map(named.map((asset) => [assetKey(asset), asset.name]))];
}
