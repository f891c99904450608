import type { AccountSettings } from "./accountSettings.ts";

/** The name of the governance bucket: the setting, or one that is unique for account and Region. */
export function bucketNameOf(
  settings: Pick<AccountSettings, "bucket">,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): string {
  return settings.bucket ?? `quicksight-governance-${accountId}-${region}`;
}
