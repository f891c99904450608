import type {
  DeleteFolderCommandInput,
  DeleteFolderCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import { folderKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { dropTags } from "../tags/tagStore.ts";

/** Deletes a folder that is empty, as the API reference says; the words are ours. */
export const deleteFolder: Handler<DeleteFolderCommandInput, DeleteFolderCommandOutput> = (
  call,
  store,
) => {
  const { folders } = assetsOf(store, call);
  const folder = requireAsset(folders, folderKind, call.input.FolderId);
  const inner = [...folders.values()].some(({ parentArn }) => parentArn === folder.arn);
  if (folder.members.size > 0 || inner) {
    throw new ApiError("PreconditionNotMetException", `Folder ${folder.id} is not empty.`);
  }
  folders.delete(folder.id);
  dropTags(store, folder.arn);
  return { Arn: folder.arn, FolderId: folder.id };
};
