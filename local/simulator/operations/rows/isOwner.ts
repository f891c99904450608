import type { DataSet, Permissions, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { type AssetKind, dataSetKind, folderKind } from "../assets/assetKind.ts";
import { withGroups } from "../assets/principals.ts";
import { permissionsThroughFolders } from "../assets/throughFolders.ts";

/**
 * Whether somebody owns a data set, in person, by a group, or by a folder above it: owners see every row, whatever the rules say (user
 * guide, "Using row-level security"), and who owns a shared folder owns what is in it ("Shared folders").
 */
export function isOwner(
  store: Store,
  assets: RegionAssets,
  dataSet: DataSet,
  userArn: string,
): boolean {
  const principals = withGroups(store, userArn);
  const owns = ({ permissionSets }: AssetKind) => {
    const all = permissionSets.at(-1) ?? [];
    return (permissions: Permissions) =>
      [...permissions].some(
        ([principal, actions]) =>
          principals.has(principal) && all.every((action) => actions.includes(action)),
      );
  };
  return (
    owns(dataSetKind)(dataSet.permissions) ||
    permissionsThroughFolders(assets, dataSetKind)(dataSet).some(owns(folderKind))
  );
}
