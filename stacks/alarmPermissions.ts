import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { alarmPrefix, alarmTopicName } from "../components/keyAlarms.ts";
import type { Facts } from "./facts.ts";
import type { AccountSettings } from "./settings.ts";

/** What declaring the alarms needs. Subscriptions are no type of resource (service authorization reference). */
export function alarmPermissions(
  { alarms }: Pick<AccountSettings, "alarms">,
  facts: Facts,
): PermissionStatement[] {
  if (alarms === undefined) return [];
  const { accountId, partition, region } = facts;
  const own = `arn:${partition}:sns:${region}:${accountId}:${alarmTopicName}`;
  return [
    {
      sid: "AlarmRules",
      actions: [
        "events:DeleteRule",
        "events:DescribeRule",
        "events:ListTagsForResource",
        "events:ListTargetsByRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "events:UntagResource",
      ],
      resources: [`arn:${partition}:events:${region}:${accountId}:rule/${alarmPrefix}*`],
    },
    ...(alarms.topic === undefined
      ? [
          {
            sid: "AlarmTopic",
            actions: [
              "sns:CreateTopic",
              "sns:DeleteTopic",
              "sns:GetTopicAttributes",
              "sns:ListTagsForResource",
              "sns:SetTopicAttributes",
              "sns:TagResource",
              "sns:UntagResource",
            ],
            resources: [own],
          },
        ]
      : []),
    ...(alarms.emails.length === 0
      ? []
      : [
          {
            sid: "AlarmTopic",
            actions: ["sns:Subscribe"],
            resources: [alarms.topic ?? own],
          },
          {
            sid: "Anywhere",
            actions: ["sns:GetSubscriptionAttributes", "sns:Unsubscribe"],
            resources: ["*"],
          },
        ]),
  ];
}
