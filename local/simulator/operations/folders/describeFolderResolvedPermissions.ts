import type {
  DescribeFolderResolvedPermissionsCommandInput,
  DescribeFolderResolvedPermissionsCommandOutput,
  ResourcePermission,
} from "@aws-sdk/client-quicksight";
import type { Permissions } from "../../store/assets.ts";
import { SortedMap } from "../../store/sortedMap.ts";
import { folderKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { showPermissions } from "../assets/permissions.ts";
import { permissionsThroughFolders } from "../assets/throughFolders.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";

/**
 * Shows who may do what with a folder, by its own permissions and those of all folders above it, which add up (API reference), page by
 * page, or for one namespace.
 */
export const describeFolderResolvedPermissions: Handler<
  DescribeFolderResolvedPermissionsCommandInput,
  DescribeFolderResolvedPermissionsCommandOutput
> = (call, store) => {
  const { FolderId, Namespace } = call.input;
  const assets = assetsOf(store, call);
  const folder = requireAsset(assets.folders, folderKind, FolderId);
  const resolved: Permissions = new Map();
  const above = permissionsThroughFolders(assets, folderKind)(folder);
  for (const permissions of [folder.permissions, ...above]) {
    for (const [principal, actions] of permissions) {
      resolved.set(principal, [...new Set([...(resolved.get(principal) ?? []), ...actions])]);
    }
  }
  const sorted = new SortedMap<ResourcePermission>();
  for (const permission of showPermissions(resolved)) {
    const { Principal = "" } = permission;
    if (Namespace === undefined || Principal.split("/")[1] === Namespace) {
      sorted.set(Principal, permission);
    }
  }
  const options = { scope: `${folder.arn}|${Namespace ?? ""}` };
  const { items, NextToken } = page(call, sorted, options, (permission) => permission);
  return { FolderId, Arn: folder.arn, Permissions: items, NextToken };
};
