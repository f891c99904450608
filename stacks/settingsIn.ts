import type { AccountSettings } from "./settings.ts";

/** Whether the account stack of a Region owns what the account has once. */
export function ownsGlobal(
  { globalRegion }: Pick<AccountSettings, "globalRegion">,
  region: string,
): boolean {
  return globalRegion === undefined || globalRegion === region;
}

/**
 * The settings of an account as they hold in a Region: where the account stack of another one owns what the account has once, the role
 * that people sign in with exists, and that of QuickSight is not this stack's.
 */
export function settingsIn(region: string, settings: AccountSettings): AccountSettings {
  if (ownsGlobal(settings, region)) return settings;
  const federation = { ...settings.federation, existing: true };
  return { ...settings, federation, serviceRole: undefined };
}
