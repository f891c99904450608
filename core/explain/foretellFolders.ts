import { actualGrants, groupOfArn } from "../access/actualGrants.ts";
import type { ActualAccess } from "../access/actualAccess.ts";
import type { OwnData } from "../access/folders/findMembers.ts";
import type { ActualFolder, FolderMember } from "../access/folders/governedFolders.ts";
import { folderTypeOf } from "../access/folders/folderTypeOf.ts";
import { foldersToRead } from "../access/folders/foldersToRead.ts";
import { holdersOf } from "../access/folders/readFolders.ts";
import { resolveFolders, type ResolvedFolders } from "../access/folders/resolveFolders.ts";
import { planAccess } from "../access/planAccess.ts";
import { type AccessStep, isMemberStep } from "../access/step.ts";
import type { Grant } from "../access/grant.ts";
import type { AccessScope } from "../access/governedAccess.ts";
import type { Plan } from "../reconcile/subject.ts";
import type { GuardSettings } from "../settings/guardSettings.ts";
import type { TenantSettings } from "../settings/tenantSettings.ts";
import { applyAccess } from "./applyAccess.ts";
import type { Snapshot, SnapshotAsset } from "./snapshot.ts";

/** The folders of a tenant as its files have them. */
export interface ForetoldFolders {
  readonly settings: Pick<TenantSettings, "namespace" | "folders" | "access" | "labels">;
  /** What the tenant declares itself. */
  readonly own: readonly OwnData[];
  /** What the setting comes to, where the snapshot has not all that it names; absent: it is looked for in the snapshot. */
  readonly resolved?: ResolvedFolders | undefined;
  /** What was declared before, and what names meant then; absent: nobody knows. */
  readonly former?: Pick<ResolvedFolders, "grants" | "members" | "remembered"> | undefined;
}

/** What becomes of an account when the folders of a tenant's files are applied. */
export interface ForetoldByFolders {
  readonly snapshot: Snapshot;
  readonly plan: Plan<AccessStep>;
}

/** Folders of which it is known what the setting comes to. */
export type ResolvedForetold = ForetoldFolders & { readonly resolved: ResolvedFolders };

/** The folders of a tenant with what the setting comes to, looked up in an account where it is not known; undefined where there are none. */
export function withResolved(
  folders: ForetoldFolders | undefined,
  { assets }: Pick<Snapshot, "assets">,
  dataRegion: string,
): ResolvedForetold | undefined {
  if (folders === undefined) return undefined;
  const there = assets.filter(({ region }) => region === dataRegion);
  return { ...folders, resolved: folders.resolved ?? resolveIn(folders, there) };
}

/** What the setting `folders` comes to among the assets of a Region. */
export function resolveIn(
  { settings, own, former }: Pick<ForetoldFolders, "settings" | "own" | "former">,
  assets: readonly SnapshotAsset[],
): ResolvedFolders {
  const known = { folders: foldersAmong(assets), assets, own };
  return resolveFolders(settings, known, former?.remembered);
}

function foldersAmong(assets: readonly SnapshotAsset[]) {
  return assets
    .filter(({ kind }) => kind === "folder")
    .map(({ id, name, restricted = false }) => ({ kind: "folder", id, name, restricted }));
}

/**
 * What an account will be once the folders of a tenant are there, given to groups and filled, by the plan that does it.
 *
 * @param elsewhere what the setting `access` gives on folders that somebody else made
 */
export function foretellFolders(
  snapshot: Snapshot,
  { scope, guard }: { readonly scope: AccessScope; readonly guard: GuardSettings },
  dataRegion: string,
  { settings, resolved, former }: ResolvedForetold,
  elsewhere: readonly Grant[],
): ForetoldByFolders {
  const after = makeFolders(snapshot, dataRegion, settings, resolved);
  const before = after.assets.filter(({ region }) => region === dataRegion);
  const folders = {
    ...{ declared: resolved.declared, members: resolved.members, uncertain: resolved.uncertain },
    formerMembers: former?.members ?? [],
  };
  const formerGrants = former?.grants ?? [];
  const [ids] = foldersToRead(folders, formerGrants);
  const plan = planAccess(
    {
      ...{ grants: resolved.grants, former: formerGrants, guard, folders, elsewhere },
      uncertain: resolved.uncertainGroups,
    },
    actualOf(before, ids, scope),
  );
  const shared = applyAccess(after, scope, dataRegion, plan.steps);
  return { plan, snapshot: applyMembers(shared, dataRegion, plan.steps) };
}

/** The account with the folders that the tenant's stack makes, each called as the settings say. */
function makeFolders(
  snapshot: Snapshot,
  region: string,
  settings: ForetoldFolders["settings"],
  { byKey, declared: all }: ResolvedFolders,
): Snapshot {
  const declared = new Set(all.map(({ id }) => id));
  const own = new Map(
    [...byKey].flatMap(([key, one]) =>
      one.own && declared.has(one.id) ? [[one.id, { key, one }] as const] : [],
    ),
  );
  const isOwn = (asset: SnapshotAsset) => asset.kind === "folder" && asset.region === region;
  const there = snapshot.assets.filter(isOwn);
  const ids = new Set(there.map(({ id }) => id));
  const known = { byKey, there: foldersAmong(there) };
  const made = [...own.values()]
    .filter(({ one }) => !ids.has(one.id))
    .map(({ key, one: { id, name, parent } }): SnapshotAsset => ({
      ...{ kind: "folder", region, id, name, grants: [], members: [] },
      ...(folderTypeOf(key, settings, known) === "restricted" ? { restricted: true } : {}),
      ...(parent === undefined ? {} : { parent }),
    }));
  const assets = snapshot.assets.map((asset) => {
    const found = isOwn(asset) ? own.get(asset.id) : undefined;
    return found === undefined ? asset : { ...asset, name: found.one.name };
  });
  return { ...snapshot, assets: [...assets, ...made] };
}

function actualOf(
  assets: readonly SnapshotAsset[],
  ids: readonly string[],
  scope: AccessScope,
): ActualAccess {
  const folders = assets.filter(({ kind }) => kind === "folder");
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const names = new Map(assets.map(({ kind, id, name }) => [`${kind}/${id}`, name]));
  const read = ids.flatMap((id) => byId.get(id) ?? []);
  const permissionsOf = ({ grants }: SnapshotAsset) =>
    grants.map(({ principal, actions }) => ({ Principal: principal, Actions: [...actions] }));
  const above = (folder: SnapshotAsset, seen: readonly string[] = []): string[] => {
    const { parent } = folder;
    const next = parent === undefined || seen.includes(parent) ? undefined : byId.get(parent);
    return next === undefined ? [] : [...above(next, [...seen, next.id]), next.id];
  };
  const others = (folder: SnapshotAsset) =>
    holdersOf(
      permissionsOf(folder).filter(({ Principal }) => groupOfArn(scope, Principal) === undefined),
    );
  return {
    assets: read
      .filter(({ unreadable }) => unreadable === undefined)
      .map((folder) => ({
        ...{ kind: "folder", id: folder.id, name: folder.name },
        grants: actualGrants(scope, "folder", permissionsOf(folder)),
      })),
    unreadable: read.flatMap(({ id, name, unreadable: reason }) =>
      reason === undefined ? [] : [{ asset: { kind: "folder", id, name }, reason }],
    ),
    folders: read.map((folder): ActualFolder => ({
      ...{ id: folder.id, name: folder.name, restricted: folder.restricted === true },
      ...{ above: above(folder), others: others(folder) },
      members: (folder.members ?? []).map((member) => {
        const [kind = "", ...rest] = member.split("/");
        return { kind, id: rest.join("/"), name: names.get(member) ?? "" };
      }),
      inherited: above(folder)
        .filter((id) => !ids.includes(id))
        .flatMap((id) => {
          const one = byId.get(id);
          if (one === undefined) return [];
          const groups = actualGrants(scope, "folder", permissionsOf(one));
          return [...groups.map(({ group: who, level }) => ({ who, level })), ...others(one)];
        }),
    })),
  };
}

/** The account once all that goes into folders and out of them has. */
function applyMembers(
  snapshot: Snapshot,
  dataRegion: string,
  steps: readonly AccessStep[],
): Snapshot {
  const byFolder = Map.groupBy(steps.filter(isMemberStep), ({ folder }) => folder.id);
  const keyOf = ({ asset: { kind, id } }: Pick<FolderMember, "asset">) => `${kind}/${id}`;
  return {
    ...snapshot,
    assets: snapshot.assets.map((asset) => {
      const isOurs = asset.kind === "folder" && asset.region === dataRegion;
      const changes = isOurs ? (byFolder.get(asset.id) ?? []) : [];
      if (changes.length === 0) return asset;
      const members = new Set(asset.members);
      for (const step of changes) {
        if (step.kind === "addMember") members.add(keyOf(step));
        else members.delete(keyOf(step));
      }
      return { ...asset, members: [...members].sort() };
    }),
  };
}
