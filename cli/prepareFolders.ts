import {
  type BothSettings,
  findFolders,
  type FoundFolders,
  foldersSubject,
  type LastUpdate,
  namesToNote,
  ownData,
} from "@quicksight-governance/core/access";
import type { GovernedNamespace } from "@quicksight-governance/core/people";
import { foldersTable } from "./accessTable.ts";
import type { LoadedTenant } from "./loadTenant.ts";
import { prepareGrants } from "./prepareGrants.ts";
import type { PreparedSubject } from "./preparedSubject.ts";

/** What the setting `folders` comes to; undefined where there is none. */
export async function lookForFolders(
  { settings, access }: LoadedTenant,
  accountId: string,
  { names }: LastUpdate,
): Promise<FoundFolders | undefined> {
  if (Object.keys(settings.folders).length === 0) return undefined;
  return withoutMissing(
    await findFolders(settings, ownData(settings), accountId, access, names.folders),
  );
}

/**
 * `pulumi up` makes the folders of a tenant; until then nothing can be done about them. Nor can it be where none could be listed, which is
 * said already.
 */
function withoutMissing(found: FoundFolders): FoundFolders {
  const there = new Set(found.there.map(({ id }) => id));
  const missing = [...found.byKey].filter(([, { id }]) => !there.has(id));
  const ids = new Set(missing.map(([, { id }]) => id));
  return {
    ...found,
    declared: found.declared.filter(({ id }) => !ids.has(id)),
    members: found.members.filter(({ folder }) => !ids.has(folder)),
    grants: found.grants.filter(({ asset }) => asset === undefined || !ids.has(asset.id)),
    problems: [
      ...found.problems,
      ...(found.isUnlisted === true ? [] : missing).map(([key, { id }]) => ({
        where: `tenant.folders.${key}`,
        message: `is not there yet (${id}); pulumi up makes it, and nothing is done about it before`,
      })),
    ],
  };
}

/**
 * The folders of a tenant, their groups and what is in them. There is no state here that says what was declared before, so that nothing is
 * taken out of a folder: `pulumi up` does that.
 */
export function prepareFolders(
  tenant: Pick<LoadedTenant, "access" | "locate">,
  governed: GovernedNamespace,
  { declared, members, uncertain, grants, uncertainGroups, problems, remembered }: FoundFolders,
  { folders: elsewhere }: BothSettings,
  { published }: LastUpdate,
): PreparedSubject {
  return prepareGrants(tenant, governed, {
    ...{ subject: foldersSubject, table: foldersTable, name: "folders", title: "folders" },
    ...{ grants, uncertain: uncertainGroups, problems, elsewhere, isIdle: false },
    folders: { declared, members, formerMembers: [], uncertain },
    meant: namesToNote(remembered, published.folders),
  });
}
