import type { Asset } from "../../assets/asset.ts";
import type { Level } from "../../assets/kindRow.ts";
import type { FolderSettings } from "../../settings/folderSettings.ts";
import { foldersAbove } from "../../settings/folderTree.ts";
import { type PastRules, pastRules } from "../../settings/pastRules.ts";
import type { Problem } from "../../settings/problem.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import type { Remembered } from "../findAsset.ts";
import { type Grant, levelOn, mergeGrants } from "../grant.ts";
import type { DeclaredFolder, GovernedFolders } from "./governedFolders.ts";
import { folderTypeOf, isRestricted } from "./folderTypeOf.ts";
import { findMisplaced, type NamedMember } from "./findMisplaced.ts";
import { type FoundFolder, placeFolders } from "./placeFolders.ts";
import { findMembers, type FoundMembers, type OwnData } from "./findMembers.ts";

/** What the setting `folders` comes to. */
export interface ResolvedFolders extends Omit<GovernedFolders, "formerMembers"> {
  /** By their keys in the settings; those that are not there yet, too, as their ids are ours to choose. */
  readonly byKey: ReadonlyMap<string, DeclaredFolder>;
  readonly grants: readonly Grant[];
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
  /** The groups of folders that were not found: they lose nothing. */
  readonly uncertainGroups: readonly string[];
  readonly remembered: Remembered;
}

/** What there is, as far as the setting asks. */
export interface KnownForFolders {
  /** All of the account's Region, where an existing one is named. */
  readonly folders: readonly FoundFolder[];
  /** All assets of the kinds that are named. */
  readonly assets: readonly Asset[];
  /** What the tenant declares itself, whether it is there yet or not. */
  readonly own: readonly OwnData[];
}

const lists = { owners: "owner", contributors: "contributor", viewers: "viewer" } as const;

/**
 * Turns the setting `folders` into folders, grants on them, and what is to be in them. A folder of this tenant's has the id that its key
 * gives; an existing one is found by id or name, and everything that is to be in one as well: see `findAsset` and `findMembers`.
 *
 * @param remembered what names meant before
 */
export function resolveFolders(
  settings: Pick<TenantSettings, "namespace" | "folders" | "access" | "labels">,
  known: KnownForFolders,
  remembered: Remembered = new Map(),
): ResolvedFolders {
  const placed = placeFolders(settings, known.folders, remembered);
  const { byKey } = placed;
  const problems = [...placed.problems];
  const notices = [...placed.notices];
  const meant = new Map(placed.remembered);
  const lost = placed.lost.flatMap((key) => settings.folders[key] ?? []);
  const grants: Grant[] = [];
  const named: NamedMember[] = [];
  const uncertain: string[] = [];
  const pastAll: PastRules[] = [];
  for (const [key, declared] of byKey) {
    const folder = settings.folders[key];
    if (folder === undefined) continue;
    const where = `tenant.folders.${key}`;
    const wrong = checkLevels(where, key, folder, settings.folders, byKey, known.folders);
    problems.push(...wrong);
    const type = folderTypeOf(key, settings, { byKey, there: known.folders });
    const restricted = type === "restricted";
    const tree = foldersAbove(settings.folders, key)?.[0] ?? key;
    const there = { ...declared, restricted };
    if (wrong.length === 0) grants.push(...grantsOn(there, folder, settings.access));
    else lost.push(folder);
    const found = findMembers(where, folder, known, remembered);
    problems.push(...found.problems);
    notices.push(...found.notices);
    const past = found.named.flatMap((one) => ownersPast(key, one, known.own, settings));
    problems.push(...past.map(({ where, message }) => ({ where, message })));
    pastAll.push(...past);
    if (found.problems.length + past.length > 0) uncertain.push(declared.id);
    for (const [name, id] of found.remembered) meant.set(name, id);
    named.push(
      ...found.named
        .filter((one) => !past.some(({ where }) => one.where === where))
        .map((one) => ({ folder: declared.id, tree, restricted, ...one })),
    );
  }
  const { members, folders: misplaced, problems: ofMisplaced } = findMisplaced(named);
  problems.push(...ofMisplaced);
  uncertain.push(...misplaced);
  // Who would see every row is not made an owner, and loses nothing.
  const isPast = ({ group, level, asset }: Grant) =>
    level === "owner" &&
    pastAll.some((one) => one.group === group && byKey.get(one.folder)?.id === asset?.id);
  const given = grants.filter((grant) => !isPast(grant));
  return {
    ...{ byKey, declared: [...byKey.values()], members, grants: mergeGrants(given) },
    ...{ problems, notices, remembered: meant },
    uncertain: lost.length === 0 ? [...new Set(uncertain)] : ["*"],
    uncertainGroups: [
      ...new Set([
        ...lost.flatMap((one) => groupsOf(one, settings.access)),
        ...pastAll.map(({ group }) => group),
      ]),
    ].sort(),
  };
}

/** Who would see every row of a data set of this tenant's that is to be in a folder, by whatever name that is given there. */
function ownersPast(
  key: string,
  { asset, where }: FoundMembers["named"][number],
  own: readonly OwnData[],
  settings: Pick<TenantSettings, "folders" | "access" | "labels">,
): (PastRules & { readonly where: string })[] {
  const data = own.find(({ kind, id }) => kind === asset.kind && id === asset.id);
  if (data?.dataSet === undefined) return [];
  return pastRules(key, data.key, data.dataSet, settings).map((one) => ({ ...one, where }));
}

/** All that a folder is given to, of one of this tenant's by an `all` as well. */
function groupsOf(
  { owners, contributors, viewers, existing }: FolderSettings,
  access: TenantSettings["access"],
): string[] {
  const every = existing === true ? [] : everyFolder(access).map(({ group }) => group);
  return [...owners, ...contributors, ...viewers, ...every];
}

/** What `access` gives on every folder. */
function everyFolder(access: TenantSettings["access"]): { group: string; level: Level }[] {
  return access.flatMap(({ group, all }) => {
    const level = typeof all === "object" ? all.folders : undefined;
    return group === undefined || level === undefined ? [] : [{ group, level }];
  });
}

/** What of the lists of groups an existing folder, or one below it, does not take. */
function checkLevels(
  where: string,
  key: string,
  folder: FolderSettings,
  folders: TenantSettings["folders"],
  byKey: ReadonlyMap<string, DeclaredFolder>,
  known: readonly FoundFolder[],
): Problem[] {
  const restricted = isRestricted(key, folders, byKey, known);
  if (restricted === undefined) return [];
  const [list, wrong] = restricted
    ? (["owners", "nobody owns a restricted folder; use contributors"] as const)
    : ([
        "contributors",
        "only restricted folders have contributors; use owners or viewers",
      ] as const);
  const odd = folder.type !== undefined && (folder.type === "restricted") !== restricted;
  return [
    ...(folder[list].length === 0 ? [] : [{ where: `${where}.${list}`, message: wrong }]),
    ...(odd
      ? [
          {
            where: `${where}.type`,
            message: `is ${folder.type ?? ""}, and the folder that it is in is not; leave type out`,
          },
        ]
      : []),
  ];
}

/** The groups of a folder; of one of this tenant's those as well that `access` gives every folder, as far as it takes that. */
function grantsOn(
  { id, name, own, restricted }: DeclaredFolder & Pick<FoundFolder, "restricted">,
  folder: FolderSettings,
  access: TenantSettings["access"],
): Grant[] {
  const asset = { kind: "folder", id, name };
  const declared = Object.entries(lists).flatMap(([list, level]) =>
    folder[list as keyof typeof lists].map((group): Grant => ({ group, level, asset })),
  );
  const every = own ? everyFolder(access) : [];
  return [
    ...declared,
    ...every.map(({ group, level }): Grant => {
      return { group, level: levelOn({ restricted }, level), asset };
    }),
  ];
}
