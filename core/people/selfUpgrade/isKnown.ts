import type { SelfUpgradeRequest, SelfUpgrades } from "./selfUpgrades.ts";

/** Whether QuickSight says who raised their role and who asks to. */
export function isKnown(
  requests: SelfUpgrades["requests"],
): requests is readonly SelfUpgradeRequest[] {
  return Array.isArray(requests);
}
