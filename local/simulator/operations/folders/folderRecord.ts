import type { Folder as ApiFolder, FolderSummary } from "@aws-sdk/client-quicksight";
import type { Folder, RegionAssets } from "../../store/assets.ts";

/** AWS's limit of folders in folders: the API model shows a path of so many. */
export const maxDepth = 10;

/** A folder as lists show it. */
export function summarizeFolder(folder: Folder): FolderSummary {
  return {
    Arn: folder.arn,
    FolderId: folder.id,
    Name: folder.name,
    FolderType: folder.type,
    SharingModel: folder.sharingModel,
    CreatedTime: new Date(folder.createdAt),
    LastUpdatedTime: new Date(folder.updatedAt),
  };
}

/** A folder as the API shows it, with the ARNs of those it is in. */
export function describeFolderRecord(assets: RegionAssets, folder: Folder): ApiFolder {
  return { ...summarizeFolder(folder), FolderPath: pathOf(assets, folder) };
}

/** The ARNs of the folders that a folder is in, the outermost first. */
export function pathOf({ folders }: RegionAssets, folder: Folder): string[] {
  const byArn = new Map([...folders.values()].map((one) => [one.arn, one]));
  const path: string[] = [];
  let parent = folder.parentArn;
  while (parent !== undefined && path.length < maxDepth) {
    path.unshift(parent);
    parent = byArn.get(parent)?.parentArn;
  }
  return path;
}
