import type { AccountSettings } from "./accountSettings.ts";
import type { Problem } from "./problem.ts";

/** So many keys have room in a pattern that must name all of them: 2,048 characters (EventBridge quotas). */
const mostKeys = 30;

/** Finds what of the alarms does not go with the keys: they watch those that are declared, and a pattern has room for some. */
export function checkAlarms({ alarms, keys }: AccountSettings): Problem[] {
  const count = Object.keys(keys).length;
  if (alarms === undefined || (count > 0 && count <= mostKeys)) return [];
  const message =
    count === 0
      ? "alarms watch the keys of account.keys (got none); declare the keys, or leave the alarms out"
      : `alarms watch at most ${mostKeys} keys (got ${count}); declare fewer, or leave the alarms out`;
  return [{ where: "account.alarms", message }];
}
