import { groupArnOf } from "../../../aws/scope.ts";
import { declaredIdOf } from "../../../settings/assetIds.ts";
import { memberLists } from "../../../settings/folderSettings.ts";
import type { SnapshotAsset } from "../../snapshot.ts";
import { type EntryFinder, isMeant, type KnownOfEntries, openedBy } from "./entryFinder.ts";

const lists = ["owners", "contributors", "viewers"] as const;

/**
 * Finds what of the setting `folders` gives a folder to a group, and what put an asset there: `tenant.folders.finance.viewers[0]`,
 * `tenant.folders.finance.dashboards[2]`.
 */
export function folderEntries({
  settings: { namespace, folders: declared },
  scope,
  snapshot,
  folders,
}: KnownOfEntries): EntryFinder {
  const keys = new Map([...folders.byKey].map(([key, { id }]) => [id, key]));
  const put = new Set(folders.members.map(({ folder, asset }) => `${folder} ${asset.id}`));
  const parents = new Map(
    snapshot.assets.flatMap(({ kind, region, id, parent }) =>
      kind === "folder" && parent !== undefined ? [[`${region} ${id}`, parent]] : [],
    ),
  );
  const isWithin = (region: string, id: string, top: string): boolean => {
    const seen = new Set<string>();
    let at: string | undefined = id;
    while (at !== undefined && !seen.has(at)) {
      if (at === top) return true;
      seen.add(at);
      at = parents.get(`${region} ${at}`);
    }
    return false;
  };
  const givers = (id: string, principal: string) => {
    const key = keys.get(id) ?? "";
    return lists.flatMap((list) =>
      (declared[key]?.[list] ?? []).flatMap((group, index) =>
        groupArnOf(scope, group) === principal ? [`tenant.folders.${key}.${list}[${index}]`] : [],
      ),
    );
  };
  const putters = (asset: SnapshotAsset, top: string) =>
    [...keys].flatMap(([id, key]) => {
      if (!put.has(`${id} ${asset.id}`) || !isWithin(asset.region, id, top)) return [];
      const list = memberLists[asset.kind as keyof typeof memberLists];
      return (declared[key]?.[list] ?? []).flatMap((reference, index) =>
        isMeant(reference, asset, folders.remembered) ||
        declaredIdOf(namespace, reference) === asset.id
          ? [`tenant.folders.${key}.${list}[${index}]`]
          : [],
      );
    });
  return (way, asset) => {
    const opened = openedBy(snapshot, way, asset);
    if (opened?.kind !== "folder") return [];
    const given = givers(opened.id, way.principal);
    if (way.folder === undefined) return given;
    if (asset.kind !== "folder") return [...given, ...putters(asset, opened.id)];
    const key = keys.get(asset.id);
    const isInside = key !== undefined && declared[key]?.parent !== undefined;
    return isInside ? [...given, `tenant.folders.${key}.parent`] : given;
  };
}
