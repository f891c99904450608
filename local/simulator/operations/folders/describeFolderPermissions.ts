import type {
  ResourcePermission,
  DescribeFolderPermissionsCommandInput,
  DescribeFolderPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { SortedMap } from "../../store/sortedMap.ts";
import { folderKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { showPermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";

/** Shows the permissions of a folder, page by page, or those of one namespace. */
export const describeFolderPermissions: Handler<
  DescribeFolderPermissionsCommandInput,
  DescribeFolderPermissionsCommandOutput
> = (call, store) => {
  const { Namespace } = call.input;
  const folder = requireAsset(assetsOf(store, call).folders, folderKind, call.input.FolderId);
  const sorted = new SortedMap<ResourcePermission>();
  for (const permission of showPermissions(folder.permissions)) {
    const { Principal = "" } = permission;
    if (Namespace === undefined || Principal.split("/")[1] === Namespace) {
      sorted.set(Principal, permission);
    }
  }
  const options = { scope: `${folder.arn}|${Namespace ?? ""}` };
  const { items, NextToken } = page(call, sorted, options, (permission) => permission);
  return { FolderId: folder.id, Arn: folder.arn, Permissions: items, NextToken };
};
