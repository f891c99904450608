/** Kinds of assets that access is given to. */
export const assetKinds = ["dashboard", "analysis", "data-set", "data-source"] as const;

/** See {@link assetKinds}. */
export type AssetKind = (typeof assetKinds)[number];

/** What a group may do with an asset: open it, or change, share and delete it. */
export type AccessLevel = "viewer" | "owner";

/** Ids of the assets that this program declares itself begin with this; their grants belong to their own resources. */
export const declaredAssetPrefix = "qsgov-";

const viewers: Readonly<Record<AssetKind, readonly string[]>> = {
  dashboard: ["DescribeDashboard", "ListDashboardVersions", "QueryDashboard"],
  // No source confirms the set of an analysis' viewers; it is never granted here.
  analysis: ["DescribeAnalysis", "QueryAnalysis"],
  "data-set": [
    "DescribeDataSet",
    "DescribeDataSetPermissions",
    "DescribeIngestion",
    "ListIngestions",
    "PassDataSet",
  ],
  "data-source": ["DescribeDataSource", "DescribeDataSourcePermissions", "PassDataSource"],
};

const ownersToo: Readonly<Record<AssetKind, readonly string[]>> = {
  dashboard: [
    "DeleteDashboard",
    "DescribeDashboardPermissions",
    "UpdateDashboard",
    "UpdateDashboardPermissions",
    "UpdateDashboardPublishedVersion",
  ],
  analysis: [
    "DeleteAnalysis",
    "DescribeAnalysisPermissions",
    "RestoreAnalysis",
    "UpdateAnalysis",
    "UpdateAnalysisPermissions",
  ],
  "data-set": [
    "CancelIngestion",
    "CreateIngestion",
    "CreateRefreshSchedule",
    "DeleteDataSet",
    "DeleteDataSetRefreshProperties",
    "DeleteRefreshSchedule",
    "DescribeDataSetRefreshProperties",
    "DescribeRefreshSchedule",
    "ListRefreshSchedules",
    "PutDataSetRefreshProperties",
    "UpdateDataSet",
    "UpdateDataSetPermissions",
    "UpdateRefreshSchedule",
  ],
  "data-source": ["DeleteDataSource", "UpdateDataSource", "UpdateDataSourcePermissions"],
};

/**
 * The actions of a level, sorted, with their prefix. QuickSight takes whole sets only and refuses any other list
 * (hashicorp/terraform-provider-aws#32680, #33907).
 */
export function permissionSet(kind: AssetKind, level: AccessLevel): string[] {
  const actions = level === "viewer" ? viewers[kind] : [...viewers[kind], ...ownersToo[kind]];
  return [...actions].sort().map((action) => `quicksight:${action}`);
}
