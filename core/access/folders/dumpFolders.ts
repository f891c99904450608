import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { type Asset, describeAsset } from "../../assets/asset.ts";
import { listAssets } from "../../assets/listAssets.ts";
import type { Level } from "../../assets/kindRow.ts";
import { declaredAssetPrefix } from "../../settings/assetIds.ts";
import { memberLists } from "../../settings/folderSettings.ts";
import { isReader, type Role } from "../../settings/role.ts";
import { ownValue } from "../../aws/ownValue.ts";
import { type ActualAccess, type ActualGrant, isWhole } from "../actualAccess.ts";
import type { AccessScope } from "../governedAccess.ts";
import { describeFolder } from "./describeFolder.ts";
import type { ActualFolder } from "./governedFolders.ts";
import { readFolders } from "./readFolders.ts";

/** A folder as the settings have it: an existing one, by its id. */
export type DumpedFolder = {
  readonly name: string;
  readonly existing: true;
  readonly id: string;
} & Readonly<Record<string, string | true | readonly string[]>>;

/** The folders that groups of a namespace have, as settings. */
export interface FoldersDump {
  /** By a key that is made of the name; sorted. */
  readonly folders: Readonly<Record<string, DumpedFolder>>;
  /** The names of what is in them, by id, for people. */
  readonly names: ReadonlyMap<string, string>;
  /** What the settings cannot say, in words. */
  readonly notices: readonly string[];
}

/** Reads all folders of the client's Region, with what our groups may do with them and what is in them. */
export async function readAllFolders(
  client: QuickSightClient,
  scope: AccessScope,
): Promise<ActualAccess> {
  const listed = await listAssets(client, scope.accountId, "folder");
  const ids = listed.map(({ id }) => id).sort();
  return readFolders(client, scope, ids, new Map());
}

/**
 * Says the folders that our groups have a grant on as existing ones of the settings, so that a plan made from them is empty. What a tenant's
 * own settings declare, here or elsewhere, is theirs, and said to be. Pure.
 *
 * @param groups the groups of the settings, with the role that each gives
 */
export function dumpFolders(
  { assets, folders = [], unreadable }: ActualAccess,
  groups: Readonly<Record<string, { readonly role?: Role }>>,
): FoldersDump {
  const notices = unreadable.map(
    ({ asset, reason }) => `${describeAsset(asset)}: cannot be read (${reason})`,
  );
  const grants = new Map(assets.map((asset) => [asset.id, asset.grants]));
  const found: Record<string, DumpedFolder> = {};
  const names = new Map<string, string>();
  const byName = folders.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const folder of byName) {
    const own = grants.get(folder.id) ?? [];
    if (own.length === 0) continue;
    const title = describeFolder(folder);
    if (folder.id.startsWith(declaredAssetPrefix)) {
      notices.push(`${title}: is declared by a tenant's settings, which decide on it`);
      continue;
    }
    const levels = levelsOf(folder, own, groups);
    const members = membersOf(folder);
    notices.push(...[...levels.unsaid, ...members.unsaid].map((why) => `${title}: ${why}`));
    if (levels.said.size === 0) continue;
    for (const { id, name } of folder.members) names.set(id, name);
    found[freeKey(slugOf(folder.name), found)] = {
      ...{ name: folder.name || folder.id, existing: true, id: folder.id },
      ...Object.fromEntries([...levels.said, ...members.said]),
    };
  }
  return { folders: found, names, notices };
}

const keyOf = ({ name, id }: ActualFolder) => `${name}\n${id}`;

interface Said {
  readonly said: ReadonlyMap<string, readonly string[]>;
  readonly unsaid: readonly string[];
}

const lists = { viewer: "viewers", contributor: "contributors", owner: "owners" } as const;

function levelsOf(
  { restricted }: ActualFolder,
  grants: readonly ActualGrant[],
  groups: Readonly<Record<string, { readonly role?: Role }>>,
): Said {
  const said = new Map<string, string[]>();
  const unsaid: string[] = [];
  for (const grant of grants) {
    const { group, level } = grant;
    const why = explainUnsaid(grant, restricted, groups);
    if (why === undefined) said.set(lists[level], [...(said.get(lists[level]) ?? []), group]);
    else unsaid.push(`group ${group} is ${level}, ${why}; a plan leaves it alone`);
  }
  return { said, unsaid };
}

function explainUnsaid(
  grant: ActualGrant,
  restricted: boolean,
  groups: Readonly<Record<string, { readonly role?: Role }>>,
): string | undefined {
  const settings = ownValue(groups, grant.group);
  if (settings === undefined) return "which is no group that settings can name";
  if (!isWhole("folder", grant)) return "and lacks actions of that level";
  const odd: Level = restricted ? "owner" : "contributor";
  if (grant.level === odd) return "which settings do not give on a folder of its type";
  const owns = grant.level === "owner" && isReader(settings.role ?? "READER");
  return owns ? "and gives no role that may own" : undefined;
}

function membersOf({ members }: ActualFolder): Said {
  const said = new Map<string, string[]>();
  const unsaid: string[] = [];
  for (const asset of members.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const list = (memberLists as Readonly<Record<string, string>>)[asset.kind];
    const why = unsayable(asset, list);
    if (list === undefined || why !== undefined) {
      unsaid.push(`${describeAsset(asset)} is in it, ${why ?? ""}; a plan leaves it alone`);
    } else said.set(list, [...(said.get(list) ?? []), asset.id]);
  }
  return { said, unsaid };
}

function unsayable({ id }: Asset, list: string | undefined): string | undefined {
  if (list === undefined) return "of a kind that settings put into no folder";
  return id.startsWith(declaredAssetPrefix) ? "which a tenant's settings declare" : undefined;
}

function slugOf(name: string): string {
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return slug.replaceAll(/^-+|-+$/g, "").slice(0, 50) || "folder";
}

function freeKey(slug: string, taken: Readonly<Record<string, unknown>>): string {
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? slug : `${slug}-${number}`;
    if (!Object.hasOwn(taken, key)) return key;
  }
}
