import type {
  UpdateFolderPermissionsCommandInput,
  UpdateFolderPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { folderKind, restrictedFolderKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { changePermissions, showPermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";

/** Revokes and grants whole sets of permissions. */
export const updateFolderPermissions: Handler<
  UpdateFolderPermissionsCommandInput,
  UpdateFolderPermissionsCommandOutput
> = (call, store) => {
  const asset = requireAsset(assetsOf(store, call).folders, folderKind, call.input.FolderId);
  const kind = asset.type === "RESTRICTED" ? restrictedFolderKind : folderKind;
  changePermissions(store, kind, asset.permissions, call.input);
  return { Arn: asset.arn, FolderId: asset.id, Permissions: showPermissions(asset.permissions) };
};
