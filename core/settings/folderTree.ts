import { ownValue } from "../aws/ownValue.ts";
import type { FolderSettings } from "./folderSettings.ts";

type Folders = Readonly<Record<string, FolderSettings>>;

/** The keys of the folders that one is in, the outermost first; undefined when it is in itself. */
export function foldersAbove(folders: Folders, key: string): string[] | undefined {
  const above: string[] = [];
  let parent = ownValue(folders, key)?.parent;
  while (parent !== undefined) {
    if (parent === key || above.includes(parent)) return undefined;
    above.unshift(parent);
    parent = ownValue(folders, parent)?.parent;
  }
  return above;
}

/**
 * The type that settings give a folder: its own, or that of the one that it is in, or shared. Undefined below an existing one, and of one,
 * as only QuickSight knows.
 */
export function typeOfFolder(
  folders: Folders,
  folder: FolderSettings | string,
): "shared" | "restricted" | undefined {
  const seen = new Set<FolderSettings>();
  let one = typeof folder === "string" ? ownValue(folders, folder) : folder;
  while (one !== undefined && !seen.has(one)) {
    seen.add(one);
    if (one.existing === true) return undefined;
    if (one.type !== undefined) return one.type;
    if (one.parent === undefined) return "shared";
    one = ownValue(folders, one.parent);
  }
  return undefined;
}
