import { nameSome } from "../aws/nameSome.ts";
import { ownValue } from "../aws/ownValue.ts";
import type { Problem } from "./problem.ts";
import { showText } from "./showText.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** What is wrong with the name of a group: this tenant does not declare it. */
export function checkGroup(
  where: string,
  group: string,
  settings: Pick<TenantSettings, "groups">,
): Problem[] {
  if (ownValue(settings.groups, group) !== undefined) return [];
  const known = nameSome(Object.keys(settings.groups));
  return [
    {
      where,
      message: `is not a group of this tenant (got ${showText(group)}); use one of ${known}`,
    },
  ];
}
