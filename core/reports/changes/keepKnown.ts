import { assetKinds } from "../../assets/assetKinds.ts";
import type { KindTable } from "../../assets/kindRow.ts";
import type { Snapshot, SnapshotAsset } from "../../explain/snapshot.ts";

/**
 * A snapshot with what could not be read in it as it was known before: who may open an asset is not changed by nobody being able to read
 * it, and what really changed meanwhile is seen when it can be read again.
 */
export function keepKnown(before: Snapshot | undefined, now: Snapshot): Snapshot {
  if (before === undefined) return now;
  const keyOf = ({ region, kind, id }: SnapshotAsset) => `${region} ${kind}/${id}`;
  const known = new Map(before.assets.map((asset) => [keyOf(asset), asset]));
  const assets = now.assets.map((asset) => {
    const former = known.get(keyOf(asset));
    if (former === undefined) return asset;
    return {
      ...asset,
      ...(asset.unreadable === undefined ? {} : sharingOf(former)),
      ...(asset.contentUnreadable === undefined ? {} : contentOf(former)),
    };
  });
  const found = new Set(now.assets.map(keyOf));
  const isUnlisted = ({ region, kind }: SnapshotAsset) => {
    const label = (assetKinds as KindTable)[kind]?.label[1] ?? kind;
    return now.unknown.some((line) => line.startsWith(`${label} in ${region}: `));
  };
  const unlisted = before.assets.filter((one) => !found.has(keyOf(one)) && isUnlisted(one));
  return { ...now, assets: [...assets, ...unlisted] };
}

const sharingOf = ({ grants, link }: SnapshotAsset) => ({
  grants,
  ...(link === undefined ? {} : { link }),
});

const contentOf = ({ parent, members }: SnapshotAsset) => ({
  ...(parent === undefined ? {} : { parent }),
  ...(members === undefined ? {} : { members }),
});
