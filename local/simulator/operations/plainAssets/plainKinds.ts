import type { PlainAsset } from "../../store/assets.ts";
import type { PlainKind } from "./plainKind.ts";

// That readers may own these as far as the API is concerned, and that revoking takes any part, is not confirmed.
const common = {
  principals: ["user", "group"],
  readersOwn: true,
  wholeSets: true,
  judged: "grants",
} as const;

function sets(viewer: string, more: string): string[][] {
  const [viewers, others] = [viewer, more].map((names) =>
    names.split(" ").map((name) => `quicksight:${name}`),
  );
  return [[...(viewers ?? [])], [...(viewers ?? []), ...(others ?? [])]];
}

function times({ createdAt, updatedAt }: PlainAsset) {
  return { CreatedTime: new Date(createdAt), LastUpdatedTime: new Date(updatedAt) };
}

/**
 * Topics by the calls without V2. That a viewer's set is DescribeTopic is not confirmed; the owner's is that of several public
 * programs. Topics of the V2 calls are not simulated, as nothing says whether these calls see them.
 */
const topic: PlainKind = {
  ...{ ...common, label: "Topic", plural: "Topics", path: "topic", id: "TopicId" },
  permissionSets: sets(
    "DescribeTopic",
    "DescribeTopicRefresh ListTopicRefreshSchedules DescribeTopicRefreshSchedule DeleteTopic UpdateTopic " +
      "CreateTopicRefreshSchedule DeleteTopicRefreshSchedule UpdateTopicRefreshSchedule DescribeTopicPermissions " +
      "UpdateTopicPermissions",
  ),
  lists: ["TopicsSummaries", "TopicSummaryList"],
  nameOf: ({ Topic }) => (Topic as { readonly Name?: unknown }).Name,
  address: ({ arn, id }) => ({ Arn: arn, TopicId: id }),
  permissionsAddress: ({ arn, id }) => ({ TopicArn: arn, TopicId: id }),
  summary: ({ arn, id, name }) => ({ Arn: arn, TopicId: id, Name: name }),
  detail: ({ arn, id, input }) => ({ Arn: arn, TopicId: id, Topic: input["Topic"] }),
};

/** Agents. That a viewer's set is one action, an owner's all five, and nothing else is taken, is reported by public programs. */
const agent: PlainKind = {
  ...{ ...common, label: "Agent", plural: "Agents", path: "agent", id: "AgentId" },
  namesDeleted: false,
  permissionSets: sets(
    "DescribeAgent",
    "UpdateAgent DeleteAgent DescribeAgentPermissions UpdateAgentPermissions",
  ),
  lists: ["AgentSummaries", "AgentSummaries"],
  address: ({ arn, id }) => ({ Arn: arn, AgentId: id }),
  created: ({ name }) => ({ AgentStatus: "ACTIVE", AgentName: name }),
  summary: summarizeAgent,
  detail: (asset) => ({
    Agent: {
      ...summarizeAgent(asset),
      ...{ AgentLifecycle: "PUBLISHED", AgentStatus: "ACTIVE", Creator: "unknown" },
    },
  }),
};

function summarizeAgent({ arn, id, name, createdAt, updatedAt }: PlainAsset) {
  const [CreatedAt, UpdatedAt] = [new Date(createdAt), new Date(updatedAt)];
  return { Arn: arn, AgentId: id, Name: name, CreatedAt, UpdatedAt };
}

/** Spaces. That any part of the owner's set is taken is reported by public programs; the set itself is what these agree on. */
const space: PlainKind = {
  ...{ ...common, label: "Space", plural: "Spaces", path: "space", id: "SpaceId" },
  wholeSets: false,
  permissionSets: sets(
    "DescribeSpace",
    "UpdateSpace DeleteSpace DescribeSpacePermissions UpdateSpacePermissions CreateDocument GetDocument ListDocument " +
      "DeleteDocument CreateSpaceFolder UpdateSpaceFolder DeleteSpaceFolder ListSpaceFolderMembers MoveSpaceFolderMember " +
      "GetArtifact ListArtifactVersions",
  ),
  lists: ["SpaceSummaries", "SpaceSummaries"],
  // Which id the answer to a list has is not confirmed.
  listedBesides: { spaceId: "-" },
  address: ({ arn, id }) => ({ spaceArn: arn, spaceId: id }),
  changedPermissions: "permissions",
  summary: ({ arn, id, name, createdAt, updatedAt }) => ({
    ...{ spaceArn: arn, spaceId: id, name },
    ...{ createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) },
  }),
  detail: ({ arn, id, name, createdAt }) => ({
    ...{ spaceArn: arn, spaceId: id, Space: { name, createdAt: new Date(createdAt) } },
  }),
};

/** Knowledge bases. The sets, and that any part is taken, are not confirmed; a public program grants the owner's. */
const knowledgeBase: PlainKind = {
  ...{ ...common, label: "KnowledgeBase", plural: "KnowledgeBases", path: "knowledge-base" },
  id: "KnowledgeBaseId",
  wholeSets: false,
  permissionSets: sets(
    "DescribeKnowledgeBase",
    "DescribeKnowledgeBasePermissions UpdateKnowledgeBase UpdateKnowledgeBasePermissions DeleteKnowledgeBase " +
      "CreateKnowledgeBaseRefreshSchedule DescribeKnowledgeBaseRefreshSchedule ListKnowledgeBaseRefreshSchedules " +
      "UpdateKnowledgeBaseRefreshSchedule DeleteKnowledgeBaseRefreshSchedule CreateKnowledgeBaseIngestion " +
      "CancelKnowledgeBaseIngestion DescribeKnowledgeBaseIngestion ListKnowledgeBaseIngestions",
  ),
  lists: ["KnowledgeBaseSummaries", "KnowledgeBaseSummaries"],
  address: ({ arn, id }) => ({ KnowledgeBaseArn: arn, KnowledgeBaseId: id }),
  created: () => ({ CreationStatus: "CREATING" }),
  summary: summarizeKnowledgeBase,
  detail: (asset) => ({
    KnowledgeBase: {
      ...summarizeKnowledgeBase(asset),
      KnowledgeBaseConfiguration: asset.input["KnowledgeBaseConfiguration"],
    },
  }),
};

function summarizeKnowledgeBase({ arn, id, name, input, createdAt }: PlainAsset) {
  const { DataSourceArn } = input;
  const CreatedAt = new Date(createdAt);
  return {
    ...{ KnowledgeBaseArn: arn, KnowledgeBaseId: id, Name: name, Status: "ACTIVE" },
    ...{ DataSourceArn, CreatedAt },
  };
}

/** Flows; sets and principals: API reference of Permission. What is answered for one that is gone is not confirmed. */
const flow: PlainKind = {
  ...{ ...common, label: "Flow", plural: "Flows", path: "flow", id: "FlowId" },
  namesDeleted: false,
  principals: ["user", "group", "namespace"],
  permissionSets: sets(
    "GetFlow UpdateFlowSession StartFlowSession StopFlowSession GetFlowSession CreatePresignedUrl GetFlowStages",
    "PublishFlow UpdateFlowPermissions UnpublishFlow DeleteFlow DescribeFlowPermissions UpdateFlow",
  ),
  describePermissions: "GetFlowPermissions",
  permissionsMissing: "InvalidParameterValueException",
  lists: ["FlowSummaryList", "FlowSummaryList"],
  address: ({ arn, id }) => ({ Arn: arn, FlowId: id }),
  summary: summarizeFlow,
  detail: (asset) => ({
    Flow: { ...summarizeFlow(asset), FlowDefinition: asset.input["FlowDefinition"] },
  }),
};

function summarizeFlow(asset: PlainAsset) {
  const { arn, id, name } = asset;
  return { Arn: arn, FlowId: id, Name: name, PublishState: "DRAFT", ...times(asset) };
}

/** Action connectors; no namespaces: API reference of ResourcePermission. The sets are those of public programs. */
const actionConnector: PlainKind = {
  ...{ ...common, label: "ActionConnector", plural: "ActionConnectors", path: "action-connector" },
  id: "ActionConnectorId",
  permissionSets: sets(
    "DescribeActionConnector",
    "UpdateActionConnector DeleteActionConnector DescribeActionConnectorPermissions " +
      "UpdateActionConnectorPermissions ListActionConnectors",
  ),
  lists: ["ActionConnectorSummaries", "ActionConnectorSummaries"],
  address: ({ arn, id }) => ({ Arn: arn, ActionConnectorId: id }),
  created: () => ({ CreationStatus: "CREATION_SUCCESSFUL" }),
  summary: summarizeConnector,
  detail: (asset) => ({ ActionConnector: summarizeConnector(asset) }),
};

function summarizeConnector(asset: PlainAsset) {
  const { arn, id, name, input } = asset;
  return {
    ...{ Arn: arn, ActionConnectorId: id, Name: name, Type: input["Type"] },
    ...{ Status: "CREATION_SUCCESSFUL", ...times(asset) },
  };
}

/** Apps, which the API cannot create. The sets, of the actions that IAM knows, and that any part is taken, are not confirmed. */
const app: PlainKind = {
  ...{ ...common, label: "App", plural: "Apps", path: "app", id: "AppId", creatable: false },
  namesDeleted: false,
  wholeSets: false,
  permissionSets: sets("DescribeApp", "DeleteApp DescribeAppPermissions UpdateAppPermissions"),
  lists: ["AppSummaryList", "AppSummaryList"],
  address: ({ arn, id }) => ({ Arn: arn, AppId: id }),
  summary: summarizeApp,
  detail: (asset) => ({ App: summarizeApp(asset) }),
};

function summarizeApp(asset: PlainAsset) {
  const { arn, id, name } = asset;
  return { Arn: arn, AppId: id, Name: name, ...times(asset) };
}

/** Every kind that behaves like this; to add one, add its row. */
export const plainKinds: readonly PlainKind[] = [
  topic,
  agent,
  space,
  knowledgeBase,
  flow,
  actionConnector,
  app,
];
