import { typeOfFolder } from "../../settings/folderTree.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import type { FoundFolders } from "./findFolders.ts";
import { isRestricted } from "./resolveFolders.ts";

/** The type that a folder of this tenant is made with. */
export function folderTypeOf(
  key: string,
  { folders }: Pick<TenantSettings, "folders">,
  { byKey, there }: Pick<FoundFolders, "byKey" | "there">,
): "shared" | "restricted" {
  const known = typeOfFolder(folders, key);
  if (known !== undefined) return known;
  return isRestricted(key, folders, byKey, there) === true ? "restricted" : "shared";
}
