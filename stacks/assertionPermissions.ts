import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import type { AssertionSettings } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import type { TenantSettings } from "./settings.ts";

/**
 * What assertions are proved by: folders, as who may open one may open what is in it, and the people of every namespace, as something may
 * be shared with them. Those about data sets also by what these are, and by what shows them.
 */
export function assertionPermissions(
  assertions: readonly AssertionSettings[],
  { dataRegions }: Pick<TenantSettings, "dataRegions">,
  { accountId, partition, region, identityRegion }: Facts,
): PermissionStatement[] {
  if (assertions.length === 0) return [];
  const identity = `arn:${partition}:quicksight:${identityRegion}:${accountId}`;
  const regions = [...new Set([region, ...dataRegions])];
  const folders = regions.map((one) => `arn:${partition}:quicksight:${one}:${accountId}:folder/*`);
  return [
    {
      sid: "Assets",
      actions: ["quicksight:DescribeFolder", "quicksight:ListFolderMembers"],
      resources: folders,
    },
    ...(assertions.some(isOfData) ? contentPermissions(regions, accountId, partition) : []),
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

/** Whether an assertion is about rows, columns or labels, or keeps people from a data set. */
function isOfData({ never, only, always }: AssertionSettings): boolean {
  const isKept = [never, only].some(
    (claim) =>
      claim?.level === "viewer" &&
      (claim["data-set"] !== undefined || claim.dataSets !== undefined),
  );
  const isOfSight = [never, only, always].some(
    (claim) =>
      claim?.columns !== undefined ||
      claim?.rows !== undefined ||
      claim?.label !== undefined ||
      claim?.labels !== undefined,
  );
  return isKept || isOfSight;
}

function contentPermissions(
  regions: readonly string[],
  accountId: string,
  partition: string,
): PermissionStatement[] {
  return (["analysis", "dashboard", "dataset", "topic"] as const).map((resource) => ({
    sid: "Assets",
    actions: [`quicksight:Describe${describedAs[resource]}`],
    resources: regions.map(
      (one) => `arn:${partition}:quicksight:${one}:${accountId}:${resource}/*`,
    ),
  }));
}

/** What shows data, and data sets themselves, as calls name them. */
const describedAs = {
  ...{ analysis: "Analysis", dashboard: "Dashboard", dataset: "DataSet", topic: "Topic" },
} as const;
