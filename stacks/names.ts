import type { Facts } from "./facts.ts";
import type { AccountSettings } from "./settings.ts";

/** The name of the governance bucket: the setting, or one that is unique for account and Region. */
export function bucketNameOf(settings: AccountSettings, facts: Facts): string {
  return settings.bucket ?? `quicksight-governance-${facts.accountId}-${facts.region}`;
}

/** The name of the role that QuickSight reads data files with; roles are global, so it names the Region. */
export function dataRoleNameOf(facts: Pick<Facts, "region">): string {
  return `quicksight-governance-data-${facts.region}`;
}
