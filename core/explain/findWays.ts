import type { Level } from "../assets/kindRow.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import { levelOf } from "../assets/levelOf.ts";
import { permissionSet } from "../assets/permissionSet.ts";
import { rowOf } from "../assets/rowOf.ts";
import { parsePrincipal } from "./principals.ts";
import type { SnapshotAsset, SnapshotGrant } from "./snapshot.ts";

/** One way by which a principal gets to an asset. */
export interface Way {
  /** A grant on the asset itself, one on a folder that it is in, or one to everybody of a namespace. */
  readonly type: "grant" | "folder" | "namespace";
  /** The ARN of who has the grant. */
  readonly principal: string;
  readonly level: Level;
  /** What they may do with the asset, with prefix: as it was granted, or through a folder all of the folder's level. */
  readonly actions: readonly string[];
  /** The id of the folder that has the grant. */
  readonly folder?: string;
  /** True where only who has the link gets there. */
  readonly link?: true;
}

/** What tells an asset from all others of the account. */
export const keyOf = ({
  region,
  kind,
  id,
}: Pick<SnapshotAsset, "region" | "kind" | "id">): string => `${region} ${kind}/${id}`;

/**
 * Makes the function that finds every way to an asset. Grants on all folders above an asset add up: who may open a shared folder may
 * open what is in it, and who owns it owns that (user guide, "Shared folders").
 *
 * @param assets all of the account, with the folders
 */
export function waysIn(assets: readonly SnapshotAsset[]): (asset: SnapshotAsset) => Way[] {
  const folders = new Map<string, SnapshotAsset>();
  const around = new Map<string, SnapshotAsset[]>();
  for (const folder of assets) {
    if (folder.kind !== "folder") continue;
    folders.set(keyOf(folder), folder);
    for (const member of folder.members ?? []) {
      const key = `${folder.region} ${member}`;
      around.set(key, [...(around.get(key) ?? []), folder]);
    }
  }
  const climb = (folder: SnapshotAsset | undefined, seen: Set<SnapshotAsset>): void => {
    if (folder === undefined || seen.has(folder)) return;
    seen.add(folder);
    climb(parentOf(folder), seen);
  };
  const parentOf = ({ region, parent: id }: SnapshotAsset) =>
    id === undefined ? undefined : folders.get(keyOf({ region, kind: "folder", id }));
  const above = (asset: SnapshotAsset): Set<SnapshotAsset> => {
    // Not itself, should a folder be in itself.
    const seen = new Set<SnapshotAsset>([asset]);
    for (const folder of around.get(keyOf(asset)) ?? []) climb(folder, seen);
    if (asset.kind === "folder") climb(parentOf(asset), seen);
    seen.delete(asset);
    return seen;
  };
  return (asset) => [
    ...asset.grants.map((grant) => wayOf(asset.kind, grant)),
    ...(asset.link ?? []).map((grant): Way => ({ ...wayOf(asset.kind, grant), link: true })),
    ...[...above(asset)].flatMap((folder) =>
      folder.grants.map((grant): Way => ({
        ...wayOf("folder", grant),
        ...{ type: "folder", folder: folder.id },
        actions: actionsThrough(asset.kind, levelOf("folder", grant.actions)),
      })),
    ),
  ];
}

function wayOf(kind: string, { principal, actions }: SnapshotGrant): Way {
  const isEverybody = parsePrincipal(principal)?.type === "namespace";
  return {
    ...{ type: isEverybody ? "namespace" : "grant", principal },
    ...{ level: levelOf(kind, actions), actions },
  };
}

const byLevel = new Map<string, readonly string[]>();

/** The set of a level; of a kind that has no contributors, what these may do there is what viewers may. */
function actionsThrough(kind: string, level: Level): readonly string[] {
  const key = `${kind} ${level}`;
  const known = byLevel.get(key);
  if (known !== undefined) return known;
  const { sets } = rowOf(assetKinds, kind);
  const found = permissionSet(kind, sets[level] === undefined ? "viewer" : level);
  byLevel.set(key, found);
  return found;
}
