import { describeAsset } from "../assets/asset.ts";
import { permissionSet } from "../assets/permissionSet.ts";
import { groupArnOf, type NamespaceScope } from "../aws/scope.ts";
import { assetIdOf } from "../settings/assetIds.ts";
import { landingDashboardId } from "../settings/landingPage.ts";
import type { GrantedGroups } from "../settings/withEveryAsset.ts";
import type { DeclaredData } from "./declaredData.ts";
import { protectionIn } from "./sight/declaredProtection.ts";
import type { Snapshot, SnapshotAsset, SnapshotGrant } from "./snapshot.ts";

/** What files declare of data, with the landing page, and what they declared before where that is known. */
export interface ForetoldData {
  readonly declared: readonly DeclaredData[];
  readonly former?: readonly FormerData[] | undefined;
}

/** What was declared before. */
export interface FormerData extends Pick<DeclaredData, "kind" | "id"> {
  /** Who could do what with it then; absent: nobody knows. */
  readonly grants?: readonly SnapshotGrant[];
}

/** The account with the data that files declare, and what a person should know. */
export interface AppliedData {
  readonly snapshot: Snapshot;
  readonly notices: readonly string[];
}

/**
 * The account once the data that files declare is as they declare it: who may use it, and nobody else, as `pulumi up` sets the whole list; a
 * landing page is there, and as open as it was. What was declared before and is no more stays for now: see `dropData`. Whether other data of
 * that name was made by the stack nobody here knows, so that it is named.
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
  const gone = new Set(former.map(keyOf));
  const isHere = (asset: SnapshotAsset) => asset.region === region;
  const there = new Set(snapshot.assets.filter(isHere).map(keyOf));
  const made = declared
    .filter((one) => !there.has(keyOf(one)))
    .map((one) => {
      const { kind, id, name } = one;
      return declaredAs({ kind, region, id, name, grants: [] }, one, scope);
    });
  const assets = snapshot.assets.map((asset): SnapshotAsset => {
    const found = isHere(asset) ? byId.get(keyOf(asset)) : undefined;
    return found === undefined ? asset : declaredAs(asset, found, scope);
  });
  return {
    snapshot: { ...snapshot, assets: [...assets, ...made] },
    notices: snapshot.assets
      .filter((asset) => isHere(asset) && !byId.has(keyOf(asset)) && !gone.has(keyOf(asset)))
      .filter((asset) => isOf(asset, scope.namespace, Object.keys(snapshot.namespaces)))
      .map(
        (asset) =>
          `${describeAsset(asset)}: the settings do not declare it; pulumi up deletes it where its stack made it`,
      ),
  };
}

/** An asset as it is declared; what it is built on, who sees what of it, and by whom it may be used where the declaration says so. */
function declaredAs(
  { kind, region, id, ...there }: SnapshotAsset,
  { name, groups, dataSets, dataSources, protection }: DeclaredData,
  scope: NamespaceScope,
): SnapshotAsset {
  const { dataSets: _, dataSources: __, protection: ___, ...bare } = there;
  // Data that stays as the stack has it is declared for fewer groups, and nothing is said of the rest.
  const asset = dataSets === undefined && dataSources === undefined ? there : bare;
  const { unreadable, grants, ...rest } = asset;
  return {
    ...{ ...rest, kind, region, id, name },
    ...(groups === undefined
      ? { grants, ...(unreadable === undefined ? {} : { unreadable }) }
      : { grants: grantsOf(kind, groups, scope) }),
    ...(dataSets === undefined ? {} : { dataSets }),
    ...(dataSources === undefined ? {} : { dataSources }),
    ...(protection === undefined ? {} : { protection: protectionIn(scope, protection) }),
  };
}

const keyOf = ({ kind, id }: Pick<DeclaredData, "kind" | "id">) => `${kind}/${id}`;

function grantsOf(
  kind: string,
  { owners, viewers }: GrantedGroups,
  scope: NamespaceScope,
): SnapshotGrant[] {
  return [...new Set([...owners, ...viewers])]
    .map((group) => ({
      principal: groupArnOf(scope, group),
      actions: permissionSet(kind, owners.includes(group) ? "owner" : "viewer").toSorted(),
    }))
    .sort((a, b) => (a.principal < b.principal ? -1 : 1));
}

/** Whether an asset is one that a namespace's stack makes: the longest name of a namespace that its id begins with is whose it is. */
function isOf(
  { kind, id }: SnapshotAsset,
  namespace: string,
  namespaces: readonly string[],
): boolean {
  if (kind === "dashboard") return id === landingDashboardId(namespace);
  const begins = [...namespaces, namespace].filter((name) => id.startsWith(assetIdOf(`${name}-`)));
  return begins.includes(namespace) && begins.every((name) => name.length <= namespace.length);
}
