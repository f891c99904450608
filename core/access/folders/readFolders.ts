import {
  DescribeFolderCommand,
  type QuickSightClient,
  type ResourcePermission,
} from "@aws-sdk/client-quicksight";
import { type Asset, describeAsset } from "../../assets/asset.ts";
import { assetKinds } from "../../assets/assetKinds.ts";
import { assetOfArn } from "../../assets/assetOfArn.ts";
import { isGone } from "../../assets/isGone.ts";
import { levelOf } from "../../assets/levelOf.ts";
import { listAssets } from "../../assets/listAssets.ts";
import { readPermissions } from "../../assets/readPermissions.ts";
import { describeError } from "../../aws/describeError.ts";
import { mapParallel } from "../../aws/mapParallel.ts";
import type { ActualAccess, ActualAsset, UnreadableAsset } from "../actualAccess.ts";
import { actualGrants, groupOfArn } from "../actualGrants.ts";
import type { AccessScope } from "../governedAccess.ts";
import { assetKey } from "../grant.ts";
import { listMembers } from "./listMembers.ts";
import type { ActualFolder, Holder } from "./governedFolders.ts";

type ReadFolder = Omit<ActualFolder, "inherited"> & Pick<ActualAsset, "grants">;

/**
 * Reads folders: who has a grant on them, what is in them, and who has one on the folders above. One that is not there is left out, and one
 * that cannot be read is reported.
 *
 * @param client a client of the data Region, where folders are
 * @param names  names of assets that are known already, by `assetKey`; the others are listed where one of their kind is in a folder
 */
export async function readFolders(
  client: QuickSightClient,
  scope: AccessScope,
  ids: readonly string[],
  names: ReadonlyMap<string, string>,
): Promise<ActualAccess> {
  const unreadable: UnreadableAsset[] = [];
  const found = await mapParallel(ids, async (id) => {
    try {
      return await readFolder(client, scope, id);
    } catch (error) {
      const asset = { kind: "folder", id, name: id };
      const gone = await isGone(client, scope.accountId, asset, error, assetKinds).catch(
        () => false,
      );
      if (!gone) unreadable.push({ asset, reason: describeError(error) });
      return undefined;
    }
  });
  const read = found.flatMap((folder) => folder ?? []);
  const own = new Set(read.map(({ id }) => id));
  const above = [...new Set(read.flatMap((folder) => folder.above))].filter((id) => !own.has(id));
  const holders = new Map(
    await mapParallel(above, async (id) => [id, await readHolders(client, scope, id)] as const),
  );
  const named = await nameMembers(client, scope.accountId, read, names);
  return {
    assets: read.map(({ id, name, grants }) => ({ kind: "folder", id, name, grants })),
    unreadable,
    folders: read.map(({ grants: _, ...folder }) => ({
      ...folder,
      members: folder.members.map((asset) => ({
        ...asset,
        name: named.get(assetKey(asset)) ?? "",
      })),
      inherited: folder.above.flatMap((id) => holders.get(id) ?? []),
    })),
  };
}

async function readFolder(
  client: QuickSightClient,
  scope: AccessScope,
  FolderId: string,
): Promise<ReadFolder | undefined> {
  const input = { AwsAccountId: scope.accountId, FolderId };
  const { Folder = {} } = await client.send(new DescribeFolderCommand(input));
  const permissions = await readPermissions(client, scope.accountId, {
    kind: "folder",
    id: FolderId,
  });
  if (permissions === undefined) return undefined;
  const members = await listMembers(client, scope.accountId, FolderId);
  return {
    ...{ id: FolderId, name: Folder.Name ?? "", members },
    restricted: Folder.FolderType === "RESTRICTED",
    above: (Folder.FolderPath ?? []).map((arn) => assetOfArn(arn).id),
    grants: actualGrants(scope, "folder", permissions),
    others: holdersOf(permissions.filter(({ Principal = "" }) => !isOurs(scope, Principal))),
  };
}

function isOurs(scope: AccessScope, arn: string): boolean {
  return groupOfArn(scope, arn) !== undefined;
}

/** All who have a grant on a folder that is read only because another is in it; nobody where it cannot be read. */
async function readHolders(
  client: QuickSightClient,
  scope: AccessScope,
  id: string,
): Promise<readonly Holder[]> {
  const folder = { kind: "folder", id };
  try {
    const permissions = (await readPermissions(client, scope.accountId, folder)) ?? [];
    return [
      ...actualGrants(scope, "folder", permissions).map(({ group: who, level }) => ({
        who,
        level,
      })),
      ...holdersOf(permissions.filter(({ Principal = "" }) => !isOurs(scope, Principal))),
    ];
  } catch {
    const who = `whoever may open ${describeAsset({ ...folder, name: id })}, which cannot be read`;
    return [{ who, level: "viewer" }];
  }
}

/** Who has a grant, where it is none of our groups: `user default/role/ana@x.com`, `group 3rd-party/partners`. */
export function holdersOf(permissions: readonly ResourcePermission[]): Holder[] {
  return permissions.map(({ Principal = "", Actions = [] }) => ({
    who: Principal.replace(/^arn:[^:]*:quicksight:[^:]*:\d*:/, "").replace("/", " "),
    level: levelOf("folder", Actions),
  }));
}

async function nameMembers(
  client: QuickSightClient,
  accountId: string,
  folders: readonly Pick<ActualFolder, "members">[],
  names: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const unnamed = folders
    .flatMap(({ members }) => members)
    .filter((asset) => !names.has(assetKey(asset)) && Object.hasOwn(assetKinds, asset.kind));
  const kinds = [...new Set(unnamed.map(({ kind }) => kind))];
  // A name is for people: without the right to list, the id has to do.
  const lists = await mapParallel(kinds, (kind) =>
    listAssets(client, accountId, kind).catch((): Asset[] => []),
  );
  return new Map([
    ...lists.flat().map((asset): [string, string] => [assetKey(asset), asset.name]),
    ...names,
  ]);
}
