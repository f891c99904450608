import type { AccessScope } from "../../../access/governedAccess.ts";
import type { Remembered } from "../../../access/findAsset.ts";
import type { ResolvedFolders } from "../../../access/folders/resolveFolders.ts";
import type { GuardSettings } from "../../../settings/guardSettings.ts";
import type { TenantSettings } from "../../../settings/tenantSettings.ts";
import type { Way } from "../../findWays.ts";
import type { Snapshot, SnapshotAsset } from "../../snapshot.ts";

/** What is known where the settings are looked for that give something. */
export interface KnownOfEntries {
  readonly settings: Pick<
    TenantSettings,
    "namespace" | "access" | "folders" | "dataSources" | "dataSets" | "landing"
  > & { readonly guard: Pick<GuardSettings, "successor"> };
  readonly scope: AccessScope;
  /** The account in which somebody can open it. */
  readonly snapshot: Snapshot;
  /** The account before the run that is judged; absent: there is none. */
  readonly before?: Snapshot | undefined;
  /** Which assets the names in `access` mean; absent: those that are called so. */
  readonly remembered: Remembered;
  /** What the setting `folders` comes to. */
  readonly folders: Pick<ResolvedFolders, "byKey" | "members" | "remembered">;
}

/** Finds the settings by which a way leads to an asset, as places: `tenant.access[1]`. None: somebody else gave it. */
export type EntryFinder = (way: Way, asset: SnapshotAsset) => readonly string[];

/** What a way goes through: the folder that has the grant, or the asset itself; undefined for a folder that was not read. */
export function openedBy(
  { assets }: Pick<Snapshot, "assets">,
  { folder }: Way,
  asset: SnapshotAsset,
): SnapshotAsset | undefined {
  if (folder === undefined) return asset;
  return assets.find(
    ({ kind, id, region }) => kind === "folder" && id === folder && region === asset.region,
  );
}

/** Whether a name or an id in a setting means an asset: a name goes on meaning what it was found to mean. */
export function isMeant(
  reference: string,
  { kind, id, name }: Pick<SnapshotAsset, "kind" | "id" | "name">,
  remembered: Remembered,
): boolean {
  const meant = remembered.get(`${kind}\n${reference}`);
  return meant === undefined ? reference === id || reference === name : meant === id;
}
