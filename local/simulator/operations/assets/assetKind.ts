import type { ExceptionResourceType } from "@aws-sdk/client-quicksight";

/** Who can be given a permission. */
export type PrincipalType = "user" | "group" | "namespace" | "account";

/** What differs between kinds of assets. */
export interface AssetKind {
  /** As it is called in messages. */
  readonly label: string;
  /** As it is called in ARNs. */
  readonly path: string;
  readonly resourceType?: ExceptionResourceType;
  /** The sets of actions that can be granted; the last is the owner's. */
  readonly permissionSets: readonly (readonly string[])[];
  /** Whether each set is taken only as a whole, or any part of the owner's. */
  readonly wholeSets: boolean;
  readonly principals: readonly PrincipalType[];
  /** Whether readers can be owners. */
  readonly readersOwn: boolean;
  /** Actions that may be added to the set of the same place, any of them. */
  readonly optionalActions?: readonly (readonly string[])[];
  /**
   * What must be a set: what a principal has in the end, also each list of what is granted, or also of what is revoked.
   * The first is known of data (reports of users), the last of folders (hashicorp/terraform-provider-aws#30400, #32680).
   */
  readonly judged: "result" | "grants" | "changes";
}

// Namespaces cannot be given data sources and data sets (aws/aws-cli#6067, API reference of
// ResourcePermission), and readers cannot own them (user guide).
const forData = {
  principals: ["user", "group"],
  readersOwn: false,
  wholeSets: true,
  judged: "result",
} as const;

// That readers may own dashboards as far as the API is concerned, and that what is granted must be a set of its own, is not confirmed.
const forPresentation = {
  principals: ["user", "group", "namespace"],
  readersOwn: true,
  wholeSets: true,
  judged: "grants",
} as const;

const dataSourceViewer = actions("DescribeDataSource DescribeDataSourcePermissions PassDataSource");

/** Data sources. */
export const dataSourceKind: AssetKind = {
  ...forData,
  label: "DataSource",
  path: "datasource",
  resourceType: "DATA_SOURCE",
  permissionSets: [
    dataSourceViewer,
    [
      ...dataSourceViewer,
      ...actions("UpdateDataSource DeleteDataSource UpdateDataSourcePermissions"),
    ],
  ],
};

const dataSetViewer = actions(
  "DescribeDataSet DescribeDataSetPermissions PassDataSet DescribeIngestion ListIngestions",
);
const dataSetOwner = [
  ...dataSetViewer,
  ...actions("UpdateDataSet DeleteDataSet CreateIngestion CancelIngestion"),
  ...actions("UpdateDataSetPermissions"),
];
const refreshReader = actions(
  "DescribeRefreshSchedule ListRefreshSchedules DescribeDataSetRefreshProperties",
);
const refreshOwner = [
  ...refreshReader,
  ...actions("CreateRefreshSchedule UpdateRefreshSchedule DeleteRefreshSchedule"),
  ...actions("PutDataSetRefreshProperties DeleteDataSetRefreshProperties"),
];

/**
 * Data sets: the sets from before refresh schedules, and any of the actions about refreshes besides, for viewers those that read.
 * Public programs grant 5, 7, 10, 15, 16 and 18 actions (the last: hashicorp/terraform-provider-aws#33907).
 */
export const dataSetKind: AssetKind = {
  ...forData,
  label: "DataSet",
  path: "dataset",
  resourceType: "DATA_SET",
  permissionSets: [dataSetViewer, dataSetOwner],
  optionalActions: [refreshReader, refreshOwner],
};

const dashboardViewer = actions("DescribeDashboard ListDashboardVersions QueryDashboard");

/** Dashboards. */
export const dashboardKind: AssetKind = {
  ...forPresentation,
  label: "Dashboard",
  path: "dashboard",
  permissionSets: [
    dashboardViewer,
    [
      ...dashboardViewer,
      ...actions("UpdateDashboardPermissions UpdateDashboard DeleteDashboard"),
      ...actions("UpdateDashboardPublishedVersion DescribeDashboardPermissions"),
    ],
  ],
};

const analysisViewer = actions("DescribeAnalysis QueryAnalysis");

/** Analyses; the owner's set is that of the developer guide's example, the viewer's is not confirmed. */
export const analysisKind: AssetKind = {
  ...forPresentation,
  label: "Analysis",
  path: "analysis",
  permissionSets: [
    analysisViewer,
    [
      ...analysisViewer,
      ...actions("RestoreAnalysis UpdateAnalysisPermissions DeleteAnalysis"),
      ...actions("DescribeAnalysisPermissions UpdateAnalysis"),
    ],
  ],
};

/** Folders; sets and the rule for revoking: hashicorp/terraform-provider-aws#32680. */
export const folderKind: AssetKind = {
  label: "Folder",
  path: "folder",
  permissionSets: [
    actions("DescribeFolder"),
    actions(
      "CreateFolder DescribeFolder CreateFolderMembership DeleteFolderMembership DescribeFolderPermissions",
    ),
    [
      ...actions("CreateFolder DescribeFolder UpdateFolder DeleteFolder CreateFolderMembership"),
      ...actions("DeleteFolderMembership DescribeFolderPermissions UpdateFolderPermissions"),
    ],
  ],
  principals: ["user", "group"],
  readersOwn: true,
  wholeSets: true,
  judged: "changes",
};

/** Restricted folders have viewers and contributors, and no owners (user guide). */
export const restrictedFolderKind: AssetKind = {
  ...folderKind,
  permissionSets: folderKind.permissionSets.slice(0, 2),
};

const themeViewer = actions("DescribeTheme DescribeThemeAlias ListThemeAliases ListThemeVersions");

/** Themes; the sets are those of the API reference of UpdateThemePermissions. */
export const themeKind: AssetKind = {
  ...forPresentation,
  label: "Theme",
  path: "theme",
  permissionSets: [
    themeViewer,
    [
      ...themeViewer,
      ...actions("DeleteTheme UpdateTheme CreateThemeAlias DeleteThemeAlias UpdateThemeAlias"),
      ...actions("UpdateThemePermissions DescribeThemePermissions"),
    ],
  ],
};

/**
 * Templates, of which AWS documents no sets. Its examples grant DescribeTemplate alone (developer guide), with
 * UpdateTemplatePermissions to another account, 5 actions (clickstream-analytics-on-aws) or all 13, so that any
 * part is taken here. Only templates can be shared with other accounts (API reference of ResourcePermission).
 */
export const templateKind: AssetKind = {
  ...forPresentation,
  label: "Template",
  path: "template",
  permissionSets: [
    actions("DescribeTemplate"),
    [
      ...actions("DescribeTemplate DescribeTemplateAlias ListTemplateAliases ListTemplateVersions"),
      ...actions("CreateTemplate DeleteTemplate UpdateTemplate ListTemplates"),
      ...actions("CreateTemplateAlias DeleteTemplateAlias UpdateTemplateAlias"),
      ...actions("UpdateTemplatePermissions DescribeTemplatePermissions"),
    ],
  ],
  wholeSets: false,
  principals: ["user", "group", "namespace", "account"],
};

function actions(names: string): string[] {
  return names.split(" ").map((name) => `quicksight:${name}`);
}
