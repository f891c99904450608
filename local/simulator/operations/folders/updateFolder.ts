import type {
  UpdateFolderCommandInput,
  UpdateFolderCommandOutput,
} from "@aws-sdk/client-quicksight";
import { folderKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";

/** Renames a folder. */
export const updateFolder: Handler<UpdateFolderCommandInput, UpdateFolderCommandOutput> = (
  call,
  store,
) => {
  const folder = requireAsset(assetsOf(store, call).folders, folderKind, call.input.FolderId);
  folder.name = call.input.Name;
  folder.updatedAt = call.now;
  return { Arn: folder.arn, FolderId: folder.id };
};
