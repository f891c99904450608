import type { Asset } from "../../assets/asset.ts";
import { declaredAssetPrefix, folderIdOf } from "../../settings/assetIds.ts";
import type { FolderSettings } from "../../settings/folderSettings.ts";
import type { Problem } from "../../settings/problem.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import { findAsset, type FoundAsset, knownAssets, type Remembered } from "../findAsset.ts";
import type { DeclaredFolder } from "./governedFolders.ts";

/** A folder that there is. */
export interface FoundFolder extends Asset {
  readonly restricted: boolean;
}

/** Which folders of QuickSight the settings mean. */
export interface PlacedFolders {
  /** By their keys in the settings; those that are not there yet, too, as their ids are ours to choose. */
  readonly byKey: ReadonlyMap<string, DeclaredFolder>;
  /** The keys of those of which it is not known. */
  readonly lost: readonly string[];
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
  readonly remembered: Remembered;
}

/**
 * Finds out which folder each of the settings is: one of this tenant's by the id that its key gives, an existing one by id or name.
 *
 * @param there all folders of the account's Region
 */
export function placeFolders(
  { namespace, folders }: Pick<TenantSettings, "namespace" | "folders">,
  there: readonly FoundFolder[],
  remembered: Remembered,
): PlacedFolders {
  const byKey = new Map<string, DeclaredFolder>();
  const lost: string[] = [];
  const problems: Problem[] = [];
  const notices: string[] = [];
  const meant = new Map<string, string>();
  const lose = (key: string, where: string, message: string): DeclaredFolder | undefined => {
    lost.push(key);
    problems.push({ where, message });
    return undefined;
  };
  const placeExisting = (key: string, folder: FolderSettings): DeclaredFolder | undefined => {
    const where = `tenant.folders.${key}`;
    const found = findExisting(folder, there, remembered);
    if (typeof found === "string") return lose(key, where, found);
    if (found.notice !== undefined) notices.push(`${where}: ${found.notice}`);
    const { id, name } = found.asset;
    const twin = [...byKey].find(([, other]) => other.id === id);
    if (twin !== undefined) {
      return lose(
        key,
        where,
        `is the same folder as tenant.folders.${twin[0]} (${id}); declare it once`,
      );
    }
    meant.set(`folder\n${folder.id ?? folder.name}`, id);
    return { id, name, own: false };
  };
  const place = (key: string): DeclaredFolder | undefined => {
    const folder = folders[key];
    if (folder === undefined || byKey.has(key) || lost.includes(key)) return byKey.get(key);
    let placed: DeclaredFolder | undefined;
    if (folder.existing === true) placed = placeExisting(key, folder);
    else {
      const above = folder.parent === undefined ? undefined : place(folder.parent);
      if (folder.parent !== undefined && above === undefined) {
        const message = `${folder.parent} was not found, so that nothing is done about what is in it`;
        return lose(key, `tenant.folders.${key}.parent`, message);
      }
      const id = folderIdOf(namespace, key);
      placed = { id, name: folder.name, own: true, ...(above && { parent: above.id }) };
    }
    if (placed !== undefined) byKey.set(key, placed);
    return placed;
  };
  Object.keys(folders).forEach(place);
  return { byKey, lost, problems, notices, remembered: meant };
}

function findExisting(
  { id, name }: FolderSettings,
  there: readonly FoundFolder[],
  remembered: Remembered,
): FoundAsset | string {
  return findAsset("folder", id ?? name, knownAssets(there), remembered, (one) =>
    one.id.startsWith(declaredAssetPrefix)
      ? `folder ${one.id} is one that a tenant declares; only that tenant's settings decide on it`
      : undefined,
  );
}
