import type { OperationGroup } from "../handler.ts";
import { createFolder } from "./createFolder.ts";
import { createFolderMembership } from "./createFolderMembership.ts";
import { deleteFolder } from "./deleteFolder.ts";
import { deleteFolderMembership } from "./deleteFolderMembership.ts";
import { describeFolder } from "./describeFolder.ts";
import { describeFolderPermissions } from "./describeFolderPermissions.ts";
import { describeFolderResolvedPermissions } from "./describeFolderResolvedPermissions.ts";
import { listFolderMembers } from "./listFolderMembers.ts";
import { listFolders } from "./listFolders.ts";
import { listFoldersForResource } from "./listFoldersForResource.ts";
import { searchFolders } from "./searchFolders.ts";
import { updateFolder } from "./updateFolder.ts";
import { updateFolderPermissions } from "./updateFolderPermissions.ts";

/** Folders and what is in them. */
export const folderOperations: OperationGroup = {
  scope: "region",
  handlers: {
    CreateFolder: createFolder,
    CreateFolderMembership: createFolderMembership,
    DeleteFolder: deleteFolder,
    DeleteFolderMembership: deleteFolderMembership,
    DescribeFolder: describeFolder,
    DescribeFolderPermissions: describeFolderPermissions,
    DescribeFolderResolvedPermissions: describeFolderResolvedPermissions,
    ListFolderMembers: listFolderMembers,
    ListFolders: listFolders,
    ListFoldersForResource: listFoldersForResource,
    SearchFolders: searchFolders,
    UpdateFolder: updateFolder,
    UpdateFolderPermissions: updateFolderPermissions,
  },
};
