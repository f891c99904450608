import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import type { Facts } from "./facts.ts";
import type { TenantSettings } from "./settings.ts";

/**
 * What assertions are proved by: folders, as who may open one may open what is in it, and the people of every namespace, as something may
 * be shared with them.
 */
export function assertionPermissions(
  assertions: readonly unknown[],
  { dataRegions }: Pick<TenantSettings, "dataRegions">,
  { accountId, partition, region, identityRegion }: Facts,
): PermissionStatement[] {
  if (assertions.length === 0) return [];
  const identity = `arn:${partition}:quicksight:${identityRegion}:${accountId}`;
  const folders = [...new Set([region, ...dataRegions])].map(
    (one) => `arn:${partition}:quicksight:${one}:${accountId}:folder/*`,
  );
  return [
    {
      sid: "Assets",
      actions: ["quicksight:DescribeFolder", "quicksight:ListFolderMembers"],
      resources: folders,
    },
    // It is about assets of all kinds.
    { sid: "Anywhere", actions: ["quicksight:ListFoldersForResource"], resources: ["*"] },
    {
      sid: "FindPeople",
      actions: ["quicksight:ListUserGroups", "quicksight:ListUsers"],
      resources: [`${identity}:user/*`],
    },
    {
      sid: "FindGroups",
      actions: ["quicksight:ListGroupMemberships", "quicksight:ListGroups"],
      resources: [`${identity}:group/*`],
    },
  ];
}
