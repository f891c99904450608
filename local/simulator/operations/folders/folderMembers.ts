import type { Folder, FolderMember, RegionAssets } from "../../store/assets.ts";
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

/** The asset that is a member of a folder of this type, if it is there. */
export function findMember(
  assets: RegionAssets,
  { type, id }: FolderMember,
): { readonly id: string; readonly arn: string } | undefined {
  return {
    ANALYSIS: () => assets.analyses.get(id),
    DASHBOARD: () => assets.dashboards.get(id),
    DATASET: () => assets.dataSets.get(id),
    DATASOURCE: () => assets.dataSources.get(id),
    TOPIC: () => assets.plain.get(`topic/${id}`),
  }[type]();
}

const memberKinds = {
  ANALYSIS: analysisKind,
  DASHBOARD: dashboardKind,
  DATASET: dataSetKind,
  DATASOURCE: dataSourceKind,
  TOPIC: { path: "topic" },
} as const;

/** The asset of which this is the ARN, as folders name it; `undefined` when there is none. */
export function memberOfArn(
  call: Call<unknown>,
  assets: RegionAssets,
  arn: string,
): FolderMember | undefined {
  for (const type of ["ANALYSIS", "DASHBOARD", "DATASET", "DATASOURCE", "TOPIC"] as const) {
    const id = idOfArn(call, memberKinds[type], arn);
    if (id !== undefined && findMember(assets, { type, id }) !== undefined) return { type, id };
  }
  return undefined;
}
