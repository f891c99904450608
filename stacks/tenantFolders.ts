import type * as pulumi from "@pulumi/pulumi";
import { folderTypeOf, type FoundFolders } from "@quicksight-governance/core/access";
import type { NamespaceScope } from "@quicksight-governance/core/aws";
import { TenantFolder } from "../components/tenantFolder.ts";
import type { TenantSettings } from "./settings.ts";
import type { SettledFolders } from "./settleFolders.ts";

/** What the folders of a tenant are declared from. */
export interface TenantFoldersInputs {
  readonly scope: NamespaceScope;
  readonly region: string;
  readonly settings: Pick<TenantSettings, "folders" | "tags">;
  readonly folders: FoundFolders;
  /** Those in a folder that was not found, as the state has them: see `settleFolders`. */
  readonly held?: SettledFolders["held"] | undefined;
}

/** The folders that a tenant makes, by their keys; those that somebody else made are none of them. */
export function tenantFolders(
  { scope, region, settings, folders: found, held = new Map() }: TenantFoldersInputs,
  after: readonly pulumi.Resource[],
): Readonly<Record<string, TenantFolder>> {
  const made: Record<string, TenantFolder> = {};
  const make = (key: string): TenantFolder | undefined => {
    const [declared, folder] = [found.byKey.get(key), settings.folders[key]];
    if (declared?.own !== true || folder === undefined || made[key] !== undefined) return made[key];
    const above = folder.parent === undefined ? undefined : make(folder.parent);
    const parentArn = above?.arn ?? arnOf(declared.parent, scope, region);
    made[key] = new TenantFolder(
      `${scope.namespace}-${key}`,
      {
        ...{ scope, region, folderId: declared.id, displayName: folder.name },
        ...{ type: folderTypeOf(key, settings, found), parentArn, tags: settings.tags },
      },
      { dependsOn: [...after] },
    );
    return made[key];
  };
  Object.keys(settings.folders).forEach(make);
  for (const [key, { id, name, type, parent }] of held) {
    made[key] = new TenantFolder(
      `${scope.namespace}-${key}`,
      {
        ...{ scope, region, folderId: id, displayName: name, type, parentArn: parent },
        tags: settings.tags,
      },
      { dependsOn: [...after] },
    );
  }
  return made;
}

/** The ARN of a folder. */
export function arnOf(
  id: string | undefined,
  { partition, accountId }: Pick<NamespaceScope, "partition" | "accountId">,
  region: string,
): string | undefined {
  return id === undefined
    ? undefined
    : `arn:${partition}:quicksight:${region}:${accountId}:folder/${id}`;
}
