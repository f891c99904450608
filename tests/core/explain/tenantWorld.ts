import {
  CreateFolderMembershipCommand,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateNamespaceCommand,
  DescribeFolderCommand,
  type MemberType,
  type QuickSightClient,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { accessSubject, foldersSubject } from "../../../core/access/accessSubject.ts";
import { ownData } from "../../../core/access/folders/ownData.ts";
import {
  type ResolvedFolders,
  resolveFolders,
} from "../../../core/access/folders/resolveFolders.ts";
import { landingAssetOf, withLandingPage } from "../../../core/access/landingPage.ts";
import { resolveAccess, type ResolvedAccess } from "../../../core/access/resolveAccess.ts";
import type { Asset } from "../../../core/assets/asset.ts";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import { grantPermissions } from "../../../core/assets/grantPermissions.ts";
import { listAssets } from "../../../core/assets/listAssets.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import {
  arnOfUser,
  groupArnOf,
  groupNameOf,
  namespaceArnOf,
  userNameOf,
} from "../../../core/aws/scope.ts";
import { readSnapshot } from "../../../core/explain/readSnapshot.ts";
import type { Snapshot } from "../../../core/explain/snapshot.ts";
import type { GovernedNamespace } from "../../../core/people/governedNamespace.ts";
import { peopleSubject } from "../../../core/people/peopleSubject.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { run, type RunOptions } from "../../../core/reconcile/run.ts";
import type { AnyStep, Subject } from "../../../core/reconcile/subject.ts";
import { memoryBucket } from "../../support/memoryBucket.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import type { MemberKind } from "../../../core/settings/folderSettings.ts";
import { declareData, declareFolders, dropData } from "./declareTenant.ts";
import type { OwnedWorld } from "../assets/ownedWorld.ts";
import {
  namespaceNames,
  type RandomAsset,
  type RandomFiles,
  type RandomTenant,
  tenantGroups,
} from "./randomTenant.ts";

const AwsAccountId = scope.accountId;
export const dataRegion = "eu-west-1";
const foreignGroup = "of-others";

/** The session name, and the email, of somebody by number. */
export const sessionOf = (person: number): string => `person-${person}@x.com`;

/** What a tenant is to be by its files. */
export function governedOf(
  { namespace, guard }: Pick<RandomTenant, "namespace" | "guard">,
  { people }: RandomFiles,
): GovernedNamespace {
  return {
    scope: { ...scope, namespace },
    dataRegions: [dataRegion],
    people: people.map(({ person, role, groups }) => ({
      ...{ session: sessionOf(person), email: sessionOf(person), role, groups },
    })),
    ...{ guard, customPermissions: [], emails: "correct" },
    groups: Object.fromEntries(tenantGroups.map((group) => [group, {}])),
  };
}

/**
 * Makes the account of a random tenant in an empty simulator: people, groups, assets and grants, but nothing of its files. Answers how to
 * add what is made later.
 */
export async function buildTenant(
  world: OwnedWorld,
  tenant: RandomTenant,
): Promise<{ readonly addLater: () => Promise<void> }> {
  const { client } = world;
  const principals: string[] = [];
  for (const Namespace of namespaceNames) {
    const address = { AwsAccountId, Namespace };
    if (Namespace !== "default") {
      await client.send(new CreateNamespaceCommand({ ...address, IdentityStore: "QUICKSIGHT" }));
    }
    const at = { ...scope, namespace: Namespace };
    for (const group of tenantGroups) {
      await client.send(new CreateGroupCommand({ ...address, GroupName: groupNameOf(at, group) }));
      principals.push(groupArnOf(at, group));
    }
    await client.send(new CreateGroupCommand({ ...address, GroupName: foreignGroup }));
    principals.push(groupArnOf({ ...at, groupPrefix: "" }, foreignGroup), namespaceArnOf(at));
  }
  for (const { namespace, person, role, groups, foreign } of tenant.users) {
    const address = { AwsAccountId, Namespace: namespace };
    const at = { ...scope, namespace };
    await client.send(
      new RegisterUserCommand({
        ...{ ...address, IdentityType: "IAM", UserRole: role },
        ...{ SessionName: sessionOf(person), Email: sessionOf(person) },
        IamArn: `arn:aws:iam::${AwsAccountId}:role/${scope.federationRole}`,
      }),
    );
    const MemberName = userNameOf(at, sessionOf(person));
    for (const GroupName of [
      ...groups.map((group) => groupNameOf(at, group)),
      ...(foreign ? [foreignGroup] : []),
    ]) {
      await client.send(new CreateGroupMembershipCommand({ ...address, GroupName, MemberName }));
    }
    principals.push(arnOfUser(at, MemberName));
  }
  await world.create("data-source", "db", []);
  const folders: string[] = [];
  const add = async (assets: readonly RandomAsset[], when: string) => {
    for (const [number, { kind, name, grants, inside }] of assets.entries()) {
      const id = await world.create(kind, `${when}-${number}`, [], name);
      const folder = inside === undefined ? undefined : folders[inside % folders.length];
      if (kind === "folder") folders.push(id);
      else if (folder !== undefined && isMemberKind(kind)) await put(world.data, folder, kind, id);
      for (const { to, level, cut } of grants) {
        const Actions = permissionSet(kind, level);
        await share(world.data, { kind, id }, principals[to % principals.length] ?? "", [
          ...(cut ? Actions.slice(0, -1) : Actions),
        ]);
      }
    }
  };
  await add(tenant.assets, "first");
  return { addLater: () => add(tenant.later, "later") };
}

const memberTypes = {
  dashboard: "DASHBOARD",
  analysis: "ANALYSIS",
  "data-set": "DATASET",
  "data-source": "DATASOURCE",
  topic: "TOPIC",
} as const satisfies Record<MemberKind, MemberType>;

const isMemberKind = (kind: string): kind is MemberKind => Object.hasOwn(memberTypes, kind);

async function put(client: QuickSightClient, FolderId: string, kind: MemberKind, id: string) {
  const member = { FolderId, MemberId: id, MemberType: memberTypes[kind] };
  await client.send(new CreateFolderMembershipCommand({ AwsAccountId, ...member }));
}

/** What QuickSight does not take (a whole namespace of a kind that has none) is not shared so. */
async function share(
  client: QuickSightClient,
  asset: Pick<Asset, "kind" | "id">,
  Principal: string,
  Actions: string[],
): Promise<void> {
  await grantPermissions(client, AwsAccountId, asset, [{ Principal, Actions }]).catch(
    () => undefined,
  );
}

/** What the last run declared, which the next one must know. */
export interface Applied {
  readonly files: RandomFiles;
  readonly access: Pick<ResolvedAccess, "grants" | "remembered">;
  /** Absent: the settings had none, and had had none. */
  readonly folders?: ResolvedFolders | undefined;
}

/**
 * Carries the files of a tenant out as `pulumi up` does, whatever the guard says: names are looked up before anything is written; then
 * people, data and the landing page, access, folders, and at the end what is declared no more is deleted.
 */
export async function applyTenant(
  world: OwnedWorld,
  governed: GovernedNamespace,
  files: RandomFiles,
  before: Applied | undefined,
): Promise<Applied> {
  const { connection, data } = world;
  const { settings } = files;
  const { scope: ours, guard } = governed;
  const common = {
    ...{ connection, owner: "a test", approvals: [] },
    regions: { identity: ours.identityRegion, data: [dataRegion] },
    lock: memoryBucket().place,
  };
  const assets: Asset[] = [];
  for (const kind of Object.keys(assetKinds)) {
    assets.push(...(await listAssets(data, AwsAccountId, kind)));
  }
  const isAny = Object.keys(settings.folders).length > 0 || before?.folders !== undefined;
  const folders = isAny
    ? await lookForFolders(data, settings, assets, before?.folders?.remembered)
    : undefined;
  const ids = new Set(folders?.declared.map(({ id }) => id));
  const found = resolveAccess(files.access, assets, before?.access.remembered, ids);
  const { grants, uncertain, remembered } = withLandingPage(found, landingAssetOf(settings));
  await approve(peopleSubject, { ...common, desired: governed });
  await declareData(data, settings);
  const { federationRole: _, ...groups } = ours;
  const scoped = { scope: groups, dataRegion, guard };
  const former = before?.access.grants ?? [];
  await approve(accessSubject, { ...common, desired: { ...scoped, grants, former, uncertain } });
  if (folders !== undefined) {
    await declareFolders(data, settings, folders);
    const { declared, members, uncertain: unsure, uncertainGroups } = folders;
    const formerMembers = before?.folders?.members ?? [];
    const desired = {
      ...{ ...scoped, grants: folders.grants, uncertain: uncertainGroups },
      former: before?.folders?.grants ?? [],
      folders: { declared, members, formerMembers, uncertain: unsure },
    };
    await approve(foldersSubject, { ...common, desired });
  }
  await dropData(data, before?.files.settings, settings);
  return { files, access: { grants, remembered }, folders };
}

/** What the setting `folders` comes to, as `findFolders` finds it. */
async function lookForFolders(
  client: QuickSightClient,
  settings: RandomFiles["settings"],
  assets: readonly Asset[],
  remembered?: ResolvedFolders["remembered"],
): Promise<ResolvedFolders> {
  const listed = assets.filter(({ kind }) => kind === "folder");
  const folders = [];
  for (const folder of listed) {
    const input = { AwsAccountId, FolderId: folder.id };
    const { Folder } = await client.send(new DescribeFolderCommand(input));
    folders.push({ ...folder, restricted: Folder?.FolderType === "RESTRICTED" });
  }
  return resolveFolders(settings, { folders, assets, own: ownData(settings) }, remembered);
}

async function approve<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  options: RunOptions<Desired, Step>,
): Promise<void> {
  try {
    await run(subject, options);
  } catch (error) {
    if (!(error instanceof PlanRefused)) throw error;
    await run(subject, { ...options, approvals: [error.verdict.hash] });
  }
}

/** Who may open what in the account now. */
export function readTenant({ client: identity, regions }: OwnedWorld): Promise<Snapshot> {
  const [here] = regions;
  const clients = { intent: "reading", identity, data: [here] } as const;
  return readSnapshot(clients, scope, "2026-01-01T00:00:00Z");
}
