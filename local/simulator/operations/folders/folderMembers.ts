import type { Folder, FolderMember, RegionAssets } from "../../store/assets.ts";
import type { SortedMap } from "../../store/sortedMap.ts";
import { folderKind } from "../assets/assetKind.ts";
import { assetNotFound, findByArn } from "../assets/assetRecord.ts";
import type { Call } from "../handler.ts";

/** The folders of these ARNs, all of which must exist. */
export function requireFolders(
  call: Call<unknown>,
  { folders }: RegionAssets,
  arns: readonly string[] = [],
): Folder[] {
  return arns.map((arn) => {
    const folder = findByArn(call, folders, folderKind, arn);
    if (folder === undefined) {
      throw assetNotFound(folderKind, arn);
    }
    return folder;
  });
}

/** Puts an asset into folders. */
export function addMember(folders: readonly Folder[], { type, id }: FolderMember): void {
  folders.forEach((folder) => {
    folder.members.add(`${type}/${id}`);
  });
}

/** Takes an asset that is gone out of all folders. */
export function removeMember({ folders }: RegionAssets, { type, id }: FolderMember): void {
  for (const folder of folders.values()) {
    folder.members.delete(`${type}/${id}`);
  }
}

/** The assets among which a member of a folder of this type is; `undefined` for types not simulated. */
export function assetsOfType(
  assets: RegionAssets,
  type: FolderMember["type"],
): SortedMap<{ readonly id: string; readonly arn: string }> | undefined {
  return {
    ANALYSIS: assets.analyses,
    DASHBOARD: assets.dashboards,
    DATASET: assets.dataSets,
    DATASOURCE: assets.dataSources,
    TOPIC: undefined,
  }[type];
}
