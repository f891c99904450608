import type { Folder, FolderMember, RegionAssets } from "../../store/assets.ts";
import type { SortedMap } from "../../store/sortedMap.ts";
import {
  analysisKind,
  dashboardKind,
  dataSetKind,
  dataSourceKind,
  folderKind,
} from "../assets/assetKind.ts";
import { assetNotFound, findByArn, idOfArn } from "../assets/assetRecord.ts";
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

const memberKinds = {
  ANALYSIS: analysisKind,
  DASHBOARD: dashboardKind,
  DATASET: dataSetKind,
  DATASOURCE: dataSourceKind,
} as const;

/** The asset of which this is the ARN, as folders name it; `undefined` when there is none. */
export function memberOfArn(
  call: Call<unknown>,
  assets: RegionAssets,
  arn: string,
): FolderMember | undefined {
  for (const type of ["ANALYSIS", "DASHBOARD", "DATASET", "DATASOURCE"] as const) {
    const id = idOfArn(call, memberKinds[type], arn);
    if (id !== undefined && assetsOfType(assets, type)?.has(id) === true) {
      return { type, id };
    }
  }
  return undefined;
}
