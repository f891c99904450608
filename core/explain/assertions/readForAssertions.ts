import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Asset } from "../../assets/asset.ts";
import { assetKinds } from "../../assets/assetKinds.ts";
import { listAssets } from "../../assets/listAssets.ts";
import { rowOf } from "../../assets/rowOf.ts";
import type { Clients } from "../../aws/api.ts";
import type { DataRegion } from "../../aws/dataRegion.ts";
import { describeError } from "../../aws/describeError.ts";
import { mapParallel } from "../../aws/mapParallel.ts";
import { listNamespaces } from "../listNamespaces.ts";
import { parsePrincipal } from "../principals.ts";
import { readAsset } from "../readAsset.ts";
import { readEverybody } from "../readEverybody.ts";
import { readGrants } from "../readGrants.ts";
import type { Snapshot, SnapshotAsset } from "../snapshot.ts";
import { type Assertion, isSame, mayBeAbout } from "./assertion.ts";
import { countsShown, foldable, neededKinds, showingKinds } from "./neededKinds.ts";
import { readFoldersOf } from "./readFoldersOf.ts";

/**
 * Reads of an account what assertions hang on, and no more: the kinds that they are about, who may open the assets that they name and the
 * folders that these are in, and the people of the namespaces that can get there. So the snapshot lacks what is none of this. For data sets
 * it has every dashboard, analysis and topic, as each may show them.
 *
 * What cannot be read is in the snapshot as such; without people nothing can be answered, so that these fail.
 *
 * @param own      the namespace whose files are about to be applied: it is always read
 * @param declared ids of the folders that the files declare: what they are about may be put into these
 * @throws as the calls for namespaces, people and groups do
 */
export async function readForAssertions(
  { identity, data }: Pick<Clients<"reading">, "identity" | "data">,
  account: Pick<Snapshot, "accountId" | "partition" | "identityRegion">,
  assertions: readonly Assertion[],
  own: string,
  declared: ReadonlySet<string>,
  at = new Date().toISOString(),
): Promise<Snapshot> {
  const { accountId } = account;
  const unknown: string[] = [];
  const assets: SnapshotAsset[] = [];
  for (const region of data) {
    assets.push(...(await readRegion(region, accountId, { assertions, declared }, unknown)));
  }
  const all = (await listNamespaces(identity, accountId)).filter(
    (name) => name === own || needsNamespace(name, assertions, assets),
  );
  const namespaces: [string, Snapshot["namespaces"][string]][] = [];
  for (const name of all) namespaces.push([name, await readEverybody(identity, accountId, name)]);
  return {
    ...{ version: 1, at, ...account, assets, unknown },
    namespaces: Object.fromEntries(namespaces),
  };
}

/** What is read for. */
interface About {
  readonly assertions: readonly Assertion[];
  readonly declared: ReadonlySet<string>;
}

async function readRegion(
  { region, client }: DataRegion,
  accountId: string,
  { assertions, declared }: About,
  unknown: string[],
): Promise<SnapshotAsset[]> {
  const found: Asset[] = [];
  const kinds = neededKinds(assertions);
  for (const kind of kinds) {
    const [, many] = rowOf(assetKinds, kind).label;
    await trying(`${many} in ${region}`, unknown, async () => {
      const listed = await listAssets(client, accountId, kind);
      found.push(...listed.filter((asset) => mayBeAbout(assertions, asset)));
    });
  }
  const isShown = assertions.some(countsShown);
  const shows = (kind: string) => isShown && (kind === "data-set" || showingKinds.includes(kind));
  const read = await mapParallel(found, (asset) =>
    shows(asset.kind)
      ? readAsset(client, accountId, region, asset)
      : readOne(client, accountId, region, asset),
  );
  const assets = read.flatMap((asset) => asset ?? []);
  const inFolders = assets.filter(({ kind }) => kind === "folder" || foldable.includes(kind));
  await trying(`folders in ${region}`, unknown, async () => {
    const folders = await readFoldersOf(client, { accountId, region }, inFolders, declared);
    const known = new Map(folders.map((folder) => [folder.id, folder]));
    assets.forEach((asset, place) => {
      const folder = asset.kind === "folder" ? known.get(asset.id) : undefined;
      if (folder === undefined) return;
      assets[place] = folder;
      known.delete(asset.id);
    });
    assets.push(...known.values());
  });
  return assets;
}

async function readOne(
  client: QuickSightClient,
  accountId: string,
  region: string,
  asset: Asset,
): Promise<SnapshotAsset | undefined> {
  const grants = await readGrants(client, accountId, asset);
  return grants === undefined ? undefined : { ...asset, region, ...grants };
}

async function trying(what: string, unknown: string[], read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    unknown.push(`${what}: ${describeError(error)}`);
  }
}

/**
 * Whether the people of a namespace matter: they are named, they must open something, or they may be somebody whom a pattern means, or
 * something is shared with one of them.
 */
function needsNamespace(
  namespace: string,
  assertions: readonly Assertion[],
  assets: readonly SnapshotAsset[],
): boolean {
  const isNamed = assertions.some(({ kind, who, what }) => {
    if (what.tenants.some((name) => isSame(name, namespace))) return true;
    if (who.within !== undefined && !isSame(who.within, namespace)) return false;
    return (
      who.within !== undefined ||
      (who.everybody && kind === "always") ||
      who.people.length > 0 ||
      who.namespaces.some((name) => isSame(name, namespace)) ||
      who.groups.some((group) => isSame(group.namespace, namespace))
    );
  });
  return (
    isNamed ||
    assets.some(({ grants, link = [] }) =>
      [...grants, ...link].some(
        ({ principal }) => parsePrincipal(principal)?.namespace === namespace,
      ),
    )
  );
}
