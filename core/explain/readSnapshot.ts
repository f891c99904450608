import type { Clients } from "../aws/api.ts";
import type { DataRegion } from "../aws/dataRegion.ts";
import { describeError } from "../aws/describeError.ts";
import { mapParallel } from "../aws/mapParallel.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import type { KindTable } from "../assets/kindRow.ts";
import { listAssets } from "../assets/listAssets.ts";
import { listNamespaces } from "./listNamespaces.ts";
import { readEverybody } from "./readEverybody.ts";
import { readAsset } from "./readAsset.ts";
import type { Snapshot, SnapshotAsset } from "./snapshot.ts";

/**
 * Reads who may open what in an account: everybody of every namespace, and every asset of every kind in these Regions. Writes nothing.
 *
 * What cannot be read is in the snapshot as such, with why: an asset that cannot be described, a kind that cannot be listed. Without
 * people nothing can be answered, so that these fail.
 *
 * @param at when, ISO 8601, UTC
 * @throws as the calls for namespaces, people and groups do
 */
export async function readSnapshot(
  { identity, data }: Clients<"reading">,
  account: Pick<Snapshot, "accountId" | "partition" | "identityRegion">,
  at: string,
): Promise<Snapshot> {
  const names = await listNamespaces(identity, account.accountId);
  const namespaces: [string, Snapshot["namespaces"][string]][] = [];
  for (const name of names) {
    namespaces.push([name, await readEverybody(identity, account.accountId, name)]);
  }
  const unknown: string[] = [];
  const assets: SnapshotAsset[] = [];
  for (const region of data) assets.push(...(await readRegion(region, account.accountId, unknown)));
  return {
    version: 1,
    at,
    ...account,
    namespaces: Object.fromEntries(namespaces),
    assets,
    unknown,
  };
}

async function readRegion(
  { region, client }: DataRegion,
  accountId: string,
  unknown: string[],
): Promise<SnapshotAsset[]> {
  const assets: SnapshotAsset[] = [];
  for (const [kind, { label }] of Object.entries(assetKinds as KindTable)) {
    try {
      const listed = await listAssets(client, accountId, kind);
      const read = await mapParallel(listed, (asset) =>
        readAsset(client, accountId, region, asset),
      );
      assets.push(...read.flatMap((asset) => asset ?? []));
    } catch (error) {
      unknown.push(`${label[1]} in ${region}: ${describeError(error)}`);
    }
  }
  return assets;
}
