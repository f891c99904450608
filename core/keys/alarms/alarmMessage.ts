import type { KeyAlarm } from "./keyAlarms.ts";

/** What EventBridge makes the message of: values of the event by the names of variables, and the text with `<variables>`. */
export interface AlarmMessage {
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
}

/** Where an event says it. A variable that an event does not have is left out of the text (EventBridge user guide, "Input transformation"). */
const paths = {
  account: "$.account",
  region: "$.region",
  time: "$.time",
  // Of calls; KMS's own events have the key at the top.
  key: "$.detail.resources[0].ARN",
  named: "$.detail.requestParameters.keyId",
  told: "$.resources[0]",
  call: "$.detail.eventName",
  event: "$.detail-type",
  caller: "$.detail.userIdentity.arn",
  service: "$.detail.userIdentity.invokedBy",
  address: "$.detail.sourceIPAddress",
  id: "$.detail.eventID",
} as const;

/**
 * What a person reads of an alarm: what happened, to which key, by whom, when, and what to do. A line each in quotes, as EventBridge wants
 * texts of several lines; it puts values in as they are.
 */
export function alarmMessage({ says, todo }: Pick<KeyAlarm, "says" | "todo">): AlarmMessage {
  const lines = [
    says,
    "Key: <key> <told> (as it was named: <named>)",
    "Account <account>, Region <region>, at <time>",
    "By: <caller> <service> from <address>, with <call> (<event>, event <id> in CloudTrail)",
    `What to do: ${todo}`,
    "If it was a planned change of yours, such as pulumi up or qsgov revoke, there is nothing to do.",
  ];
  return { paths, template: lines.map((line) => JSON.stringify(line)).join("\n") };
}
