import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { declaredIdOf, landingDashboardId, landingKey } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import type { TenantSettings } from "./settings.ts";

/** What the landing page needs beside what its data and access do: making it, and the data set that it passes. */
export function landingPermissions(
  { namespace, landing }: Pick<TenantSettings, "namespace" | "landing">,
  { accountId, partition, region }: Facts,
): PermissionStatement[] {
  if (landing === undefined) return [];
  const quicksight = `arn:${partition}:quicksight:${region}:${accountId}`;
  const calls = [
    ...["CreateDashboard", "DeleteDashboard", "DescribeDashboard", "ListDashboardVersions"],
    ...["TagResource", "UntagResource", "UpdateDashboard"],
    "UpdateDashboardPublishedVersion",
  ];
  return [
    // It has no type of resource; a refresh compares by it what somebody published by hand.
    { sid: "Anywhere", actions: ["quicksight:DescribeDashboardDefinition"], resources: ["*"] },
    {
      sid: "LandingPage",
      actions: calls.map((name) => `quicksight:${name}`),
      resources: [`${quicksight}:dashboard/${landingDashboardId(namespace)}`],
    },
    {
      sid: "LandingPage",
      actions: ["quicksight:PassDataSet"],
      resources: [`${quicksight}:dataset/${declaredIdOf(namespace, landingKey)}`],
    },
  ];
}
