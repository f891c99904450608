import * as sdk from "@aws-sdk/client-quicksight";
import { actionSets } from "./actionSets.ts";
import type { CommandClass, KindTable, SearchCall } from "./kindRow.ts";

/** A search by direct owner, without what comes through groups and folders. */
function byOwner(command: CommandClass, items: string): SearchCall {
  const Name = "DIRECT_QUICKSIGHT_OWNER";
  return { command, items, byOwner: (Value) => ({ Name, Operator: "StringEquals", Value }) };
}

/** The same with a search by reader: the service's own answer to what somebody can open. */
function byOwnerAndReader(command: CommandClass, items: string): SearchCall {
  const Name = "QUICKSIGHT_VIEWER_OR_OWNER";
  return {
    ...byOwner(command, items),
    byReader: (Value) => ({ Name, Operator: "StringEquals", Value }),
  };
}

/** A search by direct owner where the API writes members of filters in lower case. */
function byOwnerInLowerCase(command: CommandClass, items: string): SearchCall {
  const name = "DIRECT_QUICKSIGHT_OWNER";
  return { command, items, byOwner: (value) => ({ name, operator: "STRING_EQUALS", value }) };
}

/** The data sets of a new account, and their sources, which are called the same (user guide). */
const samples = [
  "Business Review",
  "People Overview",
  "Sales Pipeline",
  "Web and Social Media Analytics",
];

/**
 * All kinds of assets that QuickSight has permissions for, one row each, in the order in which they are shown. To add a kind,
 * add its row, its sets of actions, and its row in the simulator.
 */
export const assetKinds = {
  dashboard: {
    label: ["dashboard", "dashboards"],
    id: "DashboardId",
    list: { command: sdk.ListDashboardsCommand, items: "DashboardSummaryList" },
    search: byOwnerAndReader(sdk.SearchDashboardsCommand, "DashboardSummaryList"),
    describe: sdk.DescribeDashboardPermissionsCommand,
    content: sdk.DescribeDashboardCommand,
    update: sdk.UpdateDashboardPermissionsCommand,
    sets: actionSets.dashboard,
    everybody: true,
    all: ["viewer", "owner"],
  },
  // Viewers need no analyses, as these are drafts.
  analysis: {
    label: ["analysis", "analyses"],
    id: "AnalysisId",
    deleted: "DELETED",
    list: { command: sdk.ListAnalysesCommand, items: "AnalysisSummaryList" },
    search: byOwnerAndReader(sdk.SearchAnalysesCommand, "AnalysisSummaryList"),
    describe: sdk.DescribeAnalysisPermissionsCommand,
    content: sdk.DescribeAnalysisCommand,
    update: sdk.UpdateAnalysisPermissionsCommand,
    sets: actionSets.analysis,
    everybody: true,
    all: ["owner"],
    unconfirmed: "viewer's set",
  },
  "data-set": {
    label: ["data set", "data sets"],
    resource: "dataset",
    id: "DataSetId",
    list: { command: sdk.ListDataSetsCommand, items: "DataSetSummaries" },
    search: byOwnerAndReader(sdk.SearchDataSetsCommand, "DataSetSummaries"),
    describe: sdk.DescribeDataSetPermissionsCommand,
    content: sdk.DescribeDataSetCommand,
    update: sdk.UpdateDataSetPermissionsCommand,
    sets: actionSets.dataSet,
    // Public programs grant them to viewers, and QuickSight takes them (hashicorp/terraform-provider-aws#33907).
    besides: [
      "DescribeDataSetRefreshProperties",
      "DescribeRefreshSchedule",
      "ListRefreshSchedules",
    ],
    limits: { changes: 64 },
    all: ["viewer", "owner"],
    samples,
  },
  "data-source": {
    label: ["data source", "data sources"],
    resource: "datasource",
    id: "DataSourceId",
    list: { command: sdk.ListDataSourcesCommand, items: "DataSources" },
    search: byOwner(sdk.SearchDataSourcesCommand, "DataSourceSummaries"),
    describe: sdk.DescribeDataSourcePermissionsCommand,
    update: sdk.UpdateDataSourcePermissionsCommand,
    sets: actionSets.dataSource,
    limits: { changes: 64 },
    all: ["viewer", "owner"],
    samples,
  },
  folder: {
    label: ["folder", "folders"],
    id: "FolderId",
    list: { command: sdk.ListFoldersCommand, items: "FolderSummaryList" },
    search: byOwnerAndReader(sdk.SearchFoldersCommand, "FolderSummaryList"),
    describe: sdk.DescribeFolderPermissionsCommand,
    update: sdk.UpdateFolderPermissionsCommand,
    sets: actionSets.folder,
    limits: { changes: 64 },
    permissionPages: true,
    revokesWhole: true,
  },
  // No search. `CUSTOM` leaves out the starter themes, which are nobody's (API reference of ListThemes).
  theme: {
    label: ["theme", "themes"],
    id: "ThemeId",
    list: { command: sdk.ListThemesCommand, items: "ThemeSummaryList", input: { Type: "CUSTOM" } },
    describe: sdk.DescribeThemePermissionsCommand,
    update: sdk.UpdateThemePermissionsCommand,
    sets: actionSets.theme,
    everybody: true,
  },
  // No search.
  template: {
    label: ["template", "templates"],
    id: "TemplateId",
    list: { command: sdk.ListTemplatesCommand, items: "TemplateSummaryList" },
    describe: sdk.DescribeTemplatePermissionsCommand,
    update: sdk.UpdateTemplatePermissionsCommand,
    sets: actionSets.template,
    everybody: true,
    unconfirmed: "both sets",
  },
  // The calls without V2: the user guide, CloudFormation and Terraform make topics with them, their owner's set is known, and both
  // families need the same rights (service authorization reference).
  topic: {
    label: ["topic", "topics"],
    id: "TopicId",
    list: { command: sdk.ListTopicsCommand, items: "TopicsSummaries" },
    search: byOwnerAndReader(sdk.SearchTopicsCommand, "TopicSummaryList"),
    describe: sdk.DescribeTopicPermissionsCommand,
    content: sdk.DescribeTopicCommand,
    update: sdk.UpdateTopicPermissionsCommand,
    sets: actionSets.topic,
    unconfirmed: "viewer's set; whether topics made by CreateTopicV2 are found",
  },
  agent: {
    label: ["agent", "agents"],
    id: "AgentId",
    list: { command: sdk.ListAgentsCommand, items: "AgentSummaries" },
    search: byOwner(sdk.SearchAgentsCommand, "AgentSummaries"),
    describe: sdk.DescribeAgentPermissionsCommand,
    update: sdk.UpdateAgentPermissionsCommand,
    sets: actionSets.agent,
    unconfirmed: "whether agents in preview are listed; the search decides who owns one",
  },
  space: {
    label: ["space", "spaces"],
    id: "SpaceId",
    item: ["spaceId", "name"],
    list: { command: sdk.ListSpacesCommand, items: "SpaceSummaries" },
    search: byOwnerInLowerCase(sdk.SearchSpacesCommand, "SpaceSummaries"),
    describe: sdk.DescribeSpacePermissionsCommand,
    update: sdk.UpdateSpacePermissionsCommand,
    sets: actionSets.space,
    limits: { page: 500, changes: 64 },
    unconfirmed: "both sets; the console gives owners some actions more",
  },
  "knowledge-base": {
    label: ["knowledge base", "knowledge bases"],
    id: "KnowledgeBaseId",
    deleted: "DELETING",
    list: { command: sdk.ListKnowledgeBasesCommand, items: "KnowledgeBaseSummaries" },
    search: byOwnerInLowerCase(sdk.SearchKnowledgeBasesCommand, "KnowledgeBaseSummaries"),
    describe: sdk.DescribeKnowledgeBasePermissionsCommand,
    update: sdk.UpdateKnowledgeBasePermissionsCommand,
    sets: actionSets.knowledgeBase,
    limits: { changes: 64 },
    unconfirmed: "both sets",
  },
  flow: {
    label: ["flow", "flows"],
    id: "FlowId",
    list: { command: sdk.ListFlowsCommand, items: "FlowSummaryList" },
    search: byOwner(sdk.SearchFlowsCommand, "FlowSummaryList"),
    describe: sdk.GetFlowPermissionsCommand,
    update: sdk.UpdateFlowPermissionsCommand,
    sets: actionSets.flow,
    lacksNotFound: true,
    unconfirmed: "how the API says that a flow is gone",
  },
  "action-connector": {
    label: ["action connector", "action connectors"],
    id: "ActionConnectorId",
    deleted: "DELETED",
    list: { command: sdk.ListActionConnectorsCommand, items: "ActionConnectorSummaries" },
    search: byOwnerAndReader(sdk.SearchActionConnectorsCommand, "ActionConnectorSummaries"),
    describe: sdk.DescribeActionConnectorPermissionsCommand,
    update: sdk.UpdateActionConnectorPermissionsCommand,
    sets: actionSets.actionConnector,
    limits: { changes: 64 },
    unconfirmed: "viewer's set",
  },
  // The API can share and delete apps, not create or change them.
  app: {
    label: ["app", "apps"],
    id: "AppId",
    list: { command: sdk.ListAppsCommand, items: "AppSummaryList" },
    search: byOwner(sdk.SearchAppsCommand, "AppSummaryList"),
    describe: sdk.DescribeAppPermissionsCommand,
    update: sdk.UpdateAppPermissionsCommand,
    sets: actionSets.app,
    limits: { changes: 64 },
    unconfirmed: "both sets, made of the actions in the service authorization reference",
  },
} as const satisfies KindTable;

/** The kinds of {@link assetKinds}. */
export type AssetKind = keyof typeof assetKinds;
