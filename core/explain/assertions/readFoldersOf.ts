import { paginateListFoldersForResource, type QuickSightClient } from "@aws-sdk/client-quicksight";
import { assetKinds } from "../../assets/assetKinds.ts";
import { listAssets } from "../../assets/listAssets.ts";
import { rowOf } from "../../assets/rowOf.ts";
import { mapParallel } from "../../aws/mapParallel.ts";
import { partitionOf } from "../../aws/partitionOf.ts";
import { readAsset } from "../readAsset.ts";
import type { SnapshotAsset } from "../snapshot.ts";

/** Where folders are read. */
interface Place {
  readonly accountId: string;
  readonly region: string;
}

/**
 * The folders that some assets are in, and all above these: who may open one may open what is in it. Asset by asset, or folder by folder
 * where there are fewer of these; where the account has no folders, it is one call.
 *
 * @param assets   what may be in folders; of a folder itself those above it
 * @param declared ids of folders that something may be put into, those that are there
 * @throws as the calls do
 */
export async function readFoldersOf(
  client: QuickSightClient,
  place: Place,
  assets: readonly SnapshotAsset[],
  declared: ReadonlySet<string>,
): Promise<SnapshotAsset[]> {
  if (assets.length === 0) return [];
  const all = await listAssets(client, place.accountId, "folder");
  const byId = new Map(all.map((folder) => [folder.id, folder]));
  const read = new Map<string, SnapshotAsset | undefined>();
  const readSome = async (ids: Iterable<string>): Promise<void> => {
    const next = [...new Set(ids)].filter((id) => !read.has(id));
    if (next.length === 0) return;
    const found = await mapParallel(next, async (id) => {
      const folder = byId.get(id) ?? { kind: "folder", id, name: "" };
      return [id, await readAsset(client, place.accountId, place.region, folder)] as const;
    });
    for (const [id, folder] of found) read.set(id, folder);
    await readSome(found.flatMap(([, folder]) => folder?.parent ?? []));
  };
  const isByAsset = assets.length < all.length;
  const own = [
    ...assets.filter(({ kind }) => kind === "folder").map(({ id }) => id),
    ...all.filter(({ id }) => declared.has(id)).map(({ id }) => id),
  ];
  await readSome(
    isByAsset
      ? [...own, ...(await mapParallel(assets, (asset) => foldersOf(client, place, asset))).flat()]
      : byId.keys(),
  );
  return [...read.values()].flatMap((folder) => folder ?? []);
}

async function foldersOf(
  client: QuickSightClient,
  { accountId, region }: Place,
  { kind, id }: SnapshotAsset,
): Promise<string[]> {
  if (kind === "folder") return [];
  const { resource = kind } = rowOf(assetKinds, kind);
  const ResourceArn = `arn:${partitionOf(region)}:quicksight:${region}:${accountId}:${resource}/${id}`;
  const found: string[] = [];
  const input = { AwsAccountId: accountId, ResourceArn };
  for await (const { Folders = [] } of paginateListFoldersForResource({ client }, input)) {
    found.push(...Folders.map((arn) => arn.slice(arn.lastIndexOf(":folder/") + ":folder/".length)));
  }
  return found;
}
