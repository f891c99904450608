import type { Problem } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import type { AccountSettings } from "./settings.ts";

/** A rule reaches topics of its own Region only (EventBridge user guide): one elsewhere would be taken and never get anything. */
export function checkAlarmTopic(
  { alarms }: Pick<AccountSettings, "alarms">,
  { region }: Pick<Facts, "region">,
): Problem[] {
  const topic = alarms?.topic;
  if (topic === undefined || topic.split(":")[3] === region) return [];
  const message = `rules of EventBridge reach topics of their own Region only, which is ${region} (got ${topic}); name a topic there, or none, so that one is made`;
  return [{ where: "account.alarms.topic", message }];
}
