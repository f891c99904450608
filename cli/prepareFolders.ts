import {
  type AccessScope,
  findFolders,
  type FoundFolders,
  foldersSubject,
  ownData,
} from "@quicksight-governance/core/access";
import type { GovernedNamespace } from "@quicksight-governance/core/people";
import { formatProblems } from "@quicksight-governance/core/settings";
import { foldersTable } from "./accessTable.ts";
import type { LoadedTenant } from "./loadTenant.ts";
import { type PreparedSubject, prepareSubject } from "./preparedSubject.ts";

/** What the setting `folders` comes to; undefined where there is none. */
export async function lookForFolders(
  { settings, access }: LoadedTenant,
  accountId: string,
): Promise<FoundFolders | undefined> {
  if (Object.keys(settings.folders).length === 0) return undefined;
  return withoutMissing(await findFolders(settings, ownData(settings), accountId, access));
}

/** `pulumi up` makes the folders of a tenant; until then nothing can be done about them. */
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
      ...missing.map(([key, { id }]) => ({
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
  { access, locate }: Pick<LoadedTenant, "access" | "locate">,
  { scope, guard }: GovernedNamespace,
  found: FoundFolders,
): PreparedSubject {
  const { federationRole: _, federationRolePath: __, ...groups } = scope;
  const ours: AccessScope = groups;
  const { region: dataRegion } = access;
  const { declared, members, uncertain, grants, uncertainGroups, problems } = found;
  return prepareSubject(
    foldersSubject,
    {
      ...{ scope: ours, dataRegion, grants, former: [], guard, uncertain: uncertainGroups },
      folders: { declared, members, formerMembers: [], uncertain },
    },
    foldersTable,
    {
      name: "folders",
      title: `folders in ${dataRegion}`,
      regions: { identity: scope.identityRegion, data: [dataRegion] },
      mistakes: locate(problems).map((problem) => formatProblems([problem])),
      isIdle: false,
    },
  );
}
