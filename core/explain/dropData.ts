import type { ForetoldData } from "./applyData.ts";
import type { Snapshot, SnapshotAsset } from "./snapshot.ts";

/**
 * The account without what files declared before and do not any more: `pulumi up` deletes it once all else is done, out of folders as well.
 *
 * @param region where the data is
 */
export function dropData(
  snapshot: Snapshot,
  region: string,
  { declared, former = [] }: ForetoldData,
): Snapshot {
  const left = new Set(declared.map(keyOf));
  const gone = new Set(former.map(keyOf).filter((key) => !left.has(key)));
  if (gone.size === 0) return snapshot;
  const assets = snapshot.assets.flatMap((asset): SnapshotAsset[] => {
    if (asset.region !== region) return [asset];
    if (gone.has(keyOf(asset))) return [];
    const { members } = asset;
    if (members === undefined) return [asset];
    return [{ ...asset, members: members.filter((member) => !gone.has(member)) }];
  });
  return { ...snapshot, assets };
}

const keyOf = ({ kind, id }: Pick<SnapshotAsset, "kind" | "id">) => `${kind}/${id}`;
