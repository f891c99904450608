import {
  type ActualAccess,
  assetKey,
  type DeclaredFolder,
  type FolderMember,
  formatMembers,
  type GovernedFolders,
  type Grant,
  parseMembers,
} from "@quicksight-governance/core/access";

/** What an AssetAccess that is about the setting `folders` holds besides; absent where it is about `access`. */
export interface FoldersState {
  /** The folders that are declared: JSON of a list. */
  readonly folders?: string | undefined;
  /** What is to be in them as text, a line each: the plan that people read in a preview. */
  readonly members?: string | undefined;
  /** The lines of the text. */
  readonly memberCount?: number | undefined;
  /** Ids of folders of which not all members are known for sure, which lose none: JSON of a list. */
  readonly uncertainFolders?: string | undefined;
}

/** The folders of a state, and what is to be in them. */
export function describeFolders({
  declared,
  members,
  uncertain,
}: Omit<GovernedFolders, "formerMembers">): FoldersState {
  return {
    folders: JSON.stringify(declared),
    ...describeMembers(members),
    uncertainFolders: JSON.stringify(uncertain),
  };
}

/** What is in folders as text and as a number. */
export function describeMembers(members: readonly FolderMember[]) {
  return { members: formatMembers(members), memberCount: members.length };
}

/**
 * The folders that a state is about; undefined where it is about the setting `access`.
 *
 * @param former the state that was there before; absent: none
 */
export function governedFoldersOf(
  { folders, members = "", uncertainFolders = "[]" }: FoldersState,
  former?: FoldersState,
): GovernedFolders | undefined {
  if (folders === undefined) return undefined;
  return {
    declared: JSON.parse(folders) as DeclaredFolder[],
    members: parseMembers(members),
    formerMembers: parseMembers(former?.members ?? ""),
    uncertain: JSON.parse(uncertainFolders) as string[],
  };
}

/** What is to be in folders together with what was and stays: nothing is taken out of a folder that is not known for sure. */
export function withKeptMembers(
  { members, formerMembers, uncertain }: GovernedFolders,
  additiveOnly: boolean,
): FolderMember[] {
  const stays = ({ folder }: FolderMember) =>
    additiveOnly || uncertain.includes("*") || uncertain.includes(folder);
  return unite(members, formerMembers.filter(stays));
}

/** Each once. */
export function unite(
  members: readonly FolderMember[],
  others: readonly FolderMember[],
): FolderMember[] {
  const known = new Set(members.map(keyOf));
  return [...members, ...others.filter((one) => !known.has(keyOf(one)))];
}

/**
 * Those that are where they are to be. Where a folder cannot be read, all are taken to be, so that it never looks like drift.
 */
export function membersThere(
  members: readonly FolderMember[],
  { folders = [], unreadable }: ActualAccess,
): FolderMember[] {
  const unread = new Set(unreadable.map(({ asset }) => asset.id));
  const inside = new Set(
    folders.flatMap(({ id, members: assets }) =>
      assets.map((asset) => keyOf({ folder: id, asset })),
    ),
  );
  return members.filter((one) => unread.has(one.folder) || inside.has(keyOf(one)));
}

/**
 * Folders as they were declared before, as if that were what there is: with what was in them.
 *
 * @param former the grants that were declared before, which name folders that are declared no more
 */
export function foldersOf(
  { declared, formerMembers }: GovernedFolders,
  former: readonly Grant[],
): NonNullable<ActualAccess["folders"]> {
  const names = new Map(former.flatMap(({ asset }) => (asset ? [[asset.id, asset.name]] : [])));
  const byId = new Map(declared.map((folder) => [folder.id, folder]));
  const above = (id: string): string[] => {
    const parent = byId.get(id)?.parent;
    return parent === undefined ? [] : [...above(parent), parent];
  };
  const ids = new Set([...byId.keys(), ...formerMembers.map(({ folder }) => folder)]);
  return [...ids].map((id) => ({
    ...{ id, name: byId.get(id)?.name ?? names.get(id) ?? id, restricted: false, above: above(id) },
    members: formerMembers.filter(({ folder }) => folder === id).map(({ asset }) => asset),
    ...{ others: [], inherited: [] },
  }));
}

function keyOf({ folder, asset }: FolderMember): string {
  return `${folder} ${assetKey(asset)}`;
}
