import type {
  CreateFolderCommandInput,
  CreateFolderCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Folder } from "../../store/assets.ts";
import { SortedSet } from "../../store/sortedSet.ts";
import { folderKind } from "../assets/assetKind.ts";
import { createAssetRecord, refuseExisting } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { requireFolders } from "./folderMembers.ts";

/** Creates an empty folder, at the top or in another one. */
export const createFolder: Handler<CreateFolderCommandInput, CreateFolderCommandOutput> = (
  call,
  store,
) => {
  const { FolderId, Name = FolderId, FolderType, SharingModel, ParentFolderArn } = call.input;
  const assets = assetsOf(store, call);
  refuseExisting(assets.folders, folderKind, FolderId);
  requireFolders(call, assets, ParentFolderArn === undefined ? [] : [ParentFolderArn]);
  const folder: Folder = {
    ...createAssetRecord(call, store, folderKind, { ...call.input, id: FolderId, Name }),
    type: FolderType ?? "SHARED",
    sharingModel: SharingModel ?? "ACCOUNT",
    parentArn: ParentFolderArn,
    members: new SortedSet(),
  };
  assets.folders.set(FolderId, folder);
  return { Arn: folder.arn, FolderId };
};
