import type {
  CreateFolderCommandInput,
  CreateFolderCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Folder } from "../../store/assets.ts";
import { SortedSet } from "../../store/sortedSet.ts";
import { folderKind, restrictedFolderKind } from "../assets/assetKind.ts";
import { createAssetRecord, refuseExisting } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireFolders } from "./folderMembers.ts";
import { maxDepth, pathOf } from "./folderRecord.ts";

/** Creates an empty folder, at the top or in another one. The error for one that would be too deep is not confirmed. */
export const createFolder: Handler<CreateFolderCommandInput, CreateFolderCommandOutput> = (
  call,
  store,
) => {
  const { FolderId, Name = FolderId, FolderType, SharingModel, ParentFolderArn } = call.input;
  const assets = assetsOf(store, call);
  refuseExisting(assets.folders, folderKind, FolderId);
  const parents = ParentFolderArn === undefined ? [] : [ParentFolderArn];
  for (const parent of requireFolders(call, assets, parents)) {
    if (pathOf(assets, parent).length < maxDepth) continue;
    const message = `Folders can be in one another ${maxDepth} deep at most.`;
    throw new ApiError("LimitExceededException", message);
  }
  const kind = FolderType === "RESTRICTED" ? restrictedFolderKind : folderKind;
  const folder: Folder = {
    ...createAssetRecord(call, store, kind, { ...call.input, id: FolderId, Name }),
    type: FolderType ?? "SHARED",
    sharingModel: SharingModel ?? "ACCOUNT",
    parentArn: ParentFolderArn,
    members: new SortedSet(),
  };
  assets.folders.set(FolderId, folder);
  return { Arn: folder.arn, FolderId };
};
