import { describeAsset } from "../assets/asset.ts";
import { permissionSet } from "../assets/permissionSet.ts";
import { groupArnOf, type NamespaceScope } from "../aws/scope.ts";
import { assetIdOf } from "../settings/assetIds.ts";
import type { DeclaredData } from "./declaredData.ts";
import type { Snapshot, SnapshotAsset, SnapshotGrant } from "./snapshot.ts";

/** What files declare of data, and what they declared before where that is known. */
export interface ForetoldData {
  readonly declared: readonly DeclaredData[];
  readonly former?: readonly DeclaredData[] | undefined;
}

/** The account with the data that files declare, and what a person should know. */
export interface AppliedData {
  readonly snapshot: Snapshot;
  readonly notices: readonly string[];
}

/**
 * The account once the data that files declare is as they declare it: who may use it, and nobody else, as `pulumi up` sets the whole list.
 * What was declared before and is no more goes. Whether other data of that name was made by the stack nobody here knows, so that it is named.
 *
 * @param region where the data is
 */
export function applyData(
  snapshot: Snapshot,
  scope: NamespaceScope,
  region: string,
  { declared, former = [] }: ForetoldData,
): AppliedData {
  const byId = new Map(declared.map((one) => [keyOf(one), one]));
  const gone = new Set(former.map(keyOf).filter((key) => !byId.has(key)));
  const isHere = (asset: SnapshotAsset) => asset.region === region;
  const kept = snapshot.assets.filter((asset) => !isHere(asset) || !gone.has(keyOf(asset)));
  const there = new Set(kept.filter(isHere).map(keyOf));
  const made = declared
    .filter((one) => !there.has(keyOf(one)))
    .map(({ kind, id, name, groups, source }): SnapshotAsset => ({
      ...{ kind, region, id, name, grants: grantsOf(kind, groups, scope) },
      ...(source === undefined ? {} : { dataSources: [source] }),
    }));
  const assets = kept.map((asset): SnapshotAsset => {
    const found = isHere(asset) ? byId.get(keyOf(asset)) : undefined;
    if (found === undefined) return asset;
    const { unreadable: _, ...rest } = asset;
    const { name, groups } = found;
    return { ...rest, name, grants: grantsOf(asset.kind, groups, scope) };
  });
  return {
    snapshot: { ...snapshot, assets: [...assets, ...made] },
    notices: kept
      .filter((asset) => isHere(asset) && !byId.has(keyOf(asset)))
      .filter(({ id }) => isOf(id, scope.namespace, Object.keys(snapshot.namespaces)))
      .map(
        (asset) =>
          `${describeAsset(asset)}: the settings do not declare it; pulumi up deletes it where its stack made it`,
      ),
  };
}

const keyOf = ({ kind, id }: Pick<SnapshotAsset, "kind" | "id">) => `${kind}/${id}`;

function grantsOf(
  kind: string,
  { owners, viewers }: DeclaredData["groups"],
  scope: NamespaceScope,
): SnapshotGrant[] {
  return [...new Set([...owners, ...viewers])]
    .map((group) => ({
      principal: groupArnOf(scope, group),
      actions: permissionSet(kind, owners.includes(group) ? "owner" : "viewer").toSorted(),
    }))
    .sort((a, b) => (a.principal < b.principal ? -1 : 1));
}

/** Whether an id is one that a namespace's data has: the longest name of a namespace that it begins with is whose it is. */
function isOf(id: string, namespace: string, namespaces: readonly string[]): boolean {
  const begins = [...namespaces, namespace].filter((name) => id.startsWith(assetIdOf(`${name}-`)));
  return begins.includes(namespace) && begins.every((name) => name.length <= namespace.length);
}
