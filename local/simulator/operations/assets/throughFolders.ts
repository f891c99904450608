import type { Asset, Folder, Permissions, RegionAssets } from "../../store/assets.ts";
import { type AssetKind, folderKind } from "./assetKind.ts";

/** As folders call the kinds that may be in them, by what ARNs call these. */
const memberTypes: Readonly<Record<string, string>> = {
  analysis: "ANALYSIS",
  dashboard: "DASHBOARD",
  dataset: "DATASET",
  datasource: "DATASOURCE",
  topic: "TOPIC",
};

/**
 * The permissions on the folders that an asset is in, and on all folders above these: they add up, and who owns a shared folder owns
 * what is in it (user guide).
 */
export function permissionsThroughFolders(
  { folders }: Pick<RegionAssets, "folders">,
  kind: AssetKind,
): (asset: Asset) => Permissions[] {
  const byArn = new Map([...folders.values()].map((folder) => [folder.arn, folder]));
  const upFrom = (folder: Folder): Folder[] => {
    const above = folder.parentArn === undefined ? undefined : byArn.get(folder.parentArn);
    return above === undefined ? [folder] : [folder, ...upFrom(above)];
  };
  return (asset) => {
    const inside =
      kind === folderKind
        ? upFrom(asset as Folder).slice(1)
        : [...folders.values()]
            .filter(({ members }) => members.has(`${memberTypes[kind.path] ?? ""}/${asset.id}`))
            .flatMap(upFrom);
    return inside.map(({ permissions }) => permissions);
  };
}
