import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { bucketNameOf, type HourlySettings } from "@quicksight-governance/core/settings";
import { hourlyPrefix, hourlyRoles, scheduleName } from "../components/hourlyGovernance.ts";
import type { Facts } from "./facts.ts";
import type { AccountSettings } from "./settings.ts";

/** What declaring the hourly governance needs. Its roles are among those of the account stack: see {@link hourlyRoles}. */
export function hourlyPermissions(
  settings: Pick<AccountSettings, "hourly" | "bucket">,
  facts: Facts,
): PermissionStatement[] {
  const { hourly } = settings;
  const { accountId, partition, region } = facts;
  if (hourly === undefined) return [];
  const of = (service: string) => `arn:${partition}:${service}:${region}:${accountId}`;
  return [
    {
      ...{ sid: "Functions", actions: named("lambda", functionActions) },
      resources: [`${of("lambda")}:function:${hourlyPrefix}-*`],
    },
    {
      ...{ sid: "FunctionLogs", actions: named("logs", logActions) },
      resources: [`${of("logs")}:log-group:/aws/lambda/${hourlyPrefix}-*`],
    },
    {
      ...{ sid: "Machine", actions: named("states", machineActions) },
      resources: [`${of("states")}:stateMachine:${hourlyPrefix}`],
    },
    // Neither has a type of resource (service authorization reference).
    {
      ...{ sid: "Anywhere", resources: ["*"] },
      actions: ["logs:DescribeLogGroups", "states:ValidateStateMachineDefinition"],
    },
    {
      ...{ sid: "Schedule", actions: named("scheduler", scheduleActions) },
      resources: [`${of("scheduler")}:schedule/default/${scheduleName}`],
    },
    {
      ...{ sid: "Queue", actions: named("sqs", queueActions) },
      resources: [`${of("sqs")}:${hourlyPrefix}`],
    },
    {
      ...{ sid: "PassRoles", actions: ["iam:PassRole"] },
      resources: [`arn:${partition}:iam::${accountId}:role/${hourlyRoles}`],
    },
    ...(hourly.events ? eventPermissions(settings, facts) : []),
    ...(hourly.alarms === undefined ? [] : alarmsOf(hourly.alarms, facts)),
  ];
}

/** What declaring the alarms and the dashboard needs. Subscriptions are no type of resource (service authorization reference). */
function alarmsOf(
  { topic, emails }: NonNullable<HourlySettings["alarms"]>,
  { accountId, partition, region }: Facts,
): PermissionStatement[] {
  const cloudwatch = `arn:${partition}:cloudwatch`;
  const own = `arn:${partition}:sns:${region}:${accountId}:${hourlyPrefix}-alarms`;
  return [
    {
      ...{ sid: "HourlyAlarms", actions: named("cloudwatch", metricAlarmActions) },
      resources: [`${cloudwatch}:${region}:${accountId}:alarm:${hourlyPrefix}-*`],
    },
    {
      ...{ sid: "HourlyDashboard", actions: named("cloudwatch", dashboardActions) },
      resources: [`${cloudwatch}::${accountId}:dashboard/${hourlyPrefix}`],
    },
    ...(topic === undefined
      ? [{ sid: "HourlyTopic", actions: named("sns", topicActions), resources: [own] }]
      : []),
    ...(emails.length === 0
      ? []
      : [
          { sid: "HourlyTopic", actions: ["sns:Subscribe"], resources: [topic ?? own] },
          {
            ...{ sid: "Anywhere", resources: ["*"] },
            actions: ["sns:GetSubscriptionAttributes", "sns:Unsubscribe"],
          },
        ]),
  ];
}

/** What declaring the rules needs that start a run besides the hour. */
function eventPermissions(
  settings: Pick<AccountSettings, "bucket">,
  facts: Facts,
): PermissionStatement[] {
  const { accountId, partition, region, identityRegion } = facts;
  const rules = [...new Set([region, identityRegion])].map(
    (each) => `arn:${partition}:events:${each}:${accountId}:rule/${hourlyPrefix}-*`,
  );
  return [
    { ...{ sid: "EventRules", actions: named("events", ruleActions) }, resources: rules },
    {
      ...{ sid: "EventFunction", actions: named("lambda", permissionActions) },
      resources: [`arn:${partition}:lambda:${region}:${accountId}:function:${hourlyPrefix}-*`],
    },
    {
      sid: "BucketEvents",
      actions: ["s3:GetBucketNotification", "s3:PutBucketNotification"],
      resources: [`arn:${partition}:s3:::${bucketNameOf(settings, facts)}`],
    },
  ];
}

function named(service: string, actions: readonly string[]): string[] {
  return actions.map((action) => `${service}:${action}`);
}

const metricAlarmActions = [
  "DeleteAlarms",
  "DescribeAlarms",
  "ListTagsForResource",
  "PutMetricAlarm",
  "TagResource",
  "UntagResource",
];

const dashboardActions = ["DeleteDashboards", "GetDashboard", "PutDashboard"];

const topicActions = [
  "CreateTopic",
  "DeleteTopic",
  "GetTopicAttributes",
  "ListTagsForResource",
  "SetTopicAttributes",
  "TagResource",
  "UntagResource",
];

const ruleActions = [
  "DeleteRule",
  "DescribeRule",
  "ListTagsForResource",
  "ListTargetsByRule",
  "PutRule",
  "PutTargets",
  "RemoveTargets",
  "TagResource",
  "UntagResource",
];

const permissionActions = ["AddPermission", "GetPolicy", "RemovePermission"];

const functionActions = [
  "CreateFunction",
  "DeleteFunction",
  "DeleteFunctionConcurrency",
  "GetFunction",
  "GetFunctionCodeSigningConfig",
  "ListVersionsByFunction",
  "PutFunctionConcurrency",
  "TagResource",
  "UntagResource",
  "UpdateFunctionCode",
  "UpdateFunctionConfiguration",
];

const logActions = [
  "CreateLogGroup",
  "DeleteLogGroup",
  "ListTagsForResource",
  "PutRetentionPolicy",
  "TagResource",
  "UntagResource",
];

const machineActions = [
  "CreateStateMachine",
  "DeleteStateMachine",
  "DescribeStateMachine",
  "ListStateMachineVersions",
  "ListTagsForResource",
  "TagResource",
  "UntagResource",
  "UpdateStateMachine",
];

const scheduleActions = ["CreateSchedule", "DeleteSchedule", "GetSchedule", "UpdateSchedule"];

const queueActions = [
  "CreateQueue",
  "DeleteQueue",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListQueueTags",
  "SetQueueAttributes",
  "TagQueue",
  "UntagQueue",
];
