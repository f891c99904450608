import { typeOfFolder } from "../../settings/folderTree.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import type { FolderSettings } from "../../settings/folderSettings.ts";
import type { FoundFolder, PlacedFolders } from "./placeFolders.ts";

/** The type that a folder of this tenant is made with. */
export function folderTypeOf(
  key: string,
  { folders }: Pick<TenantSettings, "folders">,
  { byKey, there }: Pick<PlacedFolders, "byKey"> & { readonly there: readonly FoundFolder[] },
): "shared" | "restricted" {
  const known = typeOfFolder(folders, key);
  if (known !== undefined) return known;
  return isRestricted(key, folders, byKey, there) === true ? "restricted" : "shared";
}

/** Whether a folder is restricted by the existing one that it is, or is in; undefined when it is in none. */
export function isRestricted(
  key: string,
  folders: TenantSettings["folders"],
  byKey: PlacedFolders["byKey"],
  known: readonly FoundFolder[],
): boolean | undefined {
  let at: string | undefined = key;
  while (at !== undefined) {
    const folder: FolderSettings | undefined = folders[at];
    if (folder?.existing === true) {
      const id = byKey.get(at)?.id;
      return known.find((one) => one.id === id)?.restricted;
    }
    at = folder?.parent;
  }
  return undefined;
}
