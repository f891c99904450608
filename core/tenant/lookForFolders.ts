import { findFolders, type FoundFolders, type LastUpdate, ownData } from "../access/index.ts";
import type { TenantInputs } from "./prepareTenant.ts";

/** What the setting `folders` comes to; undefined where there is none. */
export async function lookForFolders(
  settings: TenantInputs["settings"],
  accountId: string,
  { access }: Pick<TenantInputs, "access">,
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
