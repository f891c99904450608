import type { ActionSets } from "./kindRow.ts";

/** The sets of a kind whose owners may do all that viewers may, and more. */
function grown(viewer: string, more: string): ActionSets {
  const viewers = viewer.split(" ");
  return { viewer: viewers, owner: [...viewers, ...more.split(" ")] };
}

const theme = grown(
  "DescribeTheme DescribeThemeAlias ListThemeAliases ListThemeVersions",
  "CreateThemeAlias DeleteTheme DeleteThemeAlias DescribeThemePermissions UpdateTheme UpdateThemeAlias UpdateThemePermissions",
);

/**
 * The sets of actions of each kind. QuickSight takes whole sets only for most kinds and refuses any other list
 * (hashicorp/terraform-provider-aws#32680, #33907). Rows say of which kinds a set is not confirmed.
 */
export const actionSets = {
  dashboard: grown(
    "DescribeDashboard ListDashboardVersions QueryDashboard",
    "DeleteDashboard DescribeDashboardPermissions UpdateDashboard UpdateDashboardPermissions UpdateDashboardPublishedVersion",
  ),
  analysis: grown(
    "DescribeAnalysis QueryAnalysis",
    "DeleteAnalysis DescribeAnalysisPermissions RestoreAnalysis UpdateAnalysis UpdateAnalysisPermissions",
  ),
  dataSet: grown(
    "DescribeDataSet DescribeDataSetPermissions DescribeIngestion ListIngestions PassDataSet",
    "CancelIngestion CreateIngestion CreateRefreshSchedule DeleteDataSet DeleteDataSetRefreshProperties " +
      "DeleteRefreshSchedule DescribeDataSetRefreshProperties DescribeRefreshSchedule ListRefreshSchedules " +
      "PutDataSetRefreshProperties UpdateDataSet UpdateDataSetPermissions UpdateRefreshSchedule",
  ),
  dataSource: grown(
    "DescribeDataSource DescribeDataSourcePermissions PassDataSource",
    "DeleteDataSource UpdateDataSource UpdateDataSourcePermissions",
  ),
  /** hashicorp/terraform-provider-aws#32680. Contributors are those of restricted folders, which have no owners. */
  folder: {
    ...grown(
      "DescribeFolder",
      "CreateFolder CreateFolderMembership DeleteFolder DeleteFolderMembership DescribeFolderPermissions UpdateFolder UpdateFolderPermissions",
    ),
    contributor:
      "CreateFolder CreateFolderMembership DeleteFolderMembership DescribeFolder DescribeFolderPermissions".split(
        " ",
      ),
  },
  /** API reference of UpdateThemePermissions. */
  theme,
  /** What may be done with a template as with a theme: AWS documents no sets, and its examples grant any part of this. */
  template: {
    viewer: ["DescribeTemplate"],
    owner: theme.owner.map((action) => action.replace("Theme", "Template")),
  },
  /** The owner's as several public programs grant it on what CreateTopic made. */
  topic: grown(
    "DescribeTopic",
    "CreateTopicRefreshSchedule DeleteTopic DeleteTopicRefreshSchedule DescribeTopicPermissions DescribeTopicRefresh " +
      "DescribeTopicRefreshSchedule ListTopicRefreshSchedules UpdateTopic UpdateTopicPermissions UpdateTopicRefreshSchedule",
  ),
  /** Public programs report that one action or all five are taken, and nothing between. */
  agent: grown(
    "DescribeAgent",
    "DeleteAgent DescribeAgentPermissions UpdateAgent UpdateAgentPermissions",
  ),
  /**
   * Public programs report that the API takes any part, and that only with documents and folders the console shows an owner;
   * these are the actions on which they agree.
   */
  space: grown(
    "DescribeSpace",
    "CreateDocument CreateSpaceFolder DeleteDocument DeleteSpace DeleteSpaceFolder DescribeSpacePermissions GetDocument " +
      "ListDocument ListSpaceFolderMembers MoveSpaceFolderMember UpdateSpace UpdateSpaceFolder UpdateSpacePermissions",
  ),
  knowledgeBase: grown(
    "DescribeKnowledgeBase",
    "CancelKnowledgeBaseIngestion CreateKnowledgeBaseIngestion CreateKnowledgeBaseRefreshSchedule DeleteKnowledgeBase " +
      "DeleteKnowledgeBaseRefreshSchedule DescribeKnowledgeBaseIngestion DescribeKnowledgeBasePermissions " +
      "DescribeKnowledgeBaseRefreshSchedule ListKnowledgeBaseIngestions ListKnowledgeBaseRefreshSchedules " +
      "UpdateKnowledgeBase UpdateKnowledgeBasePermissions UpdateKnowledgeBaseRefreshSchedule",
  ),
  /** API reference of Permission. */
  flow: grown(
    "CreatePresignedUrl GetFlow GetFlowSession GetFlowStages StartFlowSession StopFlowSession UpdateFlowSession",
    "DeleteFlow DescribeFlowPermissions PublishFlow UnpublishFlow UpdateFlow UpdateFlowPermissions",
  ),
  /** The owner's as public programs grant it. */
  actionConnector: grown(
    "DescribeActionConnector",
    "DeleteActionConnector DescribeActionConnectorPermissions ListActionConnectors UpdateActionConnector UpdateActionConnectorPermissions",
  ),
  app: grown("DescribeApp", "DeleteApp DescribeAppPermissions UpdateAppPermissions"),
} as const satisfies Readonly<Record<string, ActionSets>>;
