import { ownValue } from "../aws/ownValue.ts";
import { checkData } from "./checkData.ts";
import { checkFolders } from "./checkFolders.ts";
import { checkGroup } from "./checkGroup.ts";
import { checkLabels } from "./checkLabels.ts";
import { checkLanding } from "./checkLanding.ts";
import { checkGroupNames } from "./checkGroupNames.ts";
import { checkTenantAssertions } from "./checkTenantAssertions.ts";
import type { Problem } from "./problem.ts";
import { isReader } from "./role.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** What zod cannot see: settings that must fit together. All problems at once. */
export function checkTenant(settings: TenantSettings): Problem[] {
  return [
    ...checkGroupNames(settings),
    ...checkSuccessor(settings),
    ...settings.access.flatMap(({ group }, index) =>
      group === undefined ? [] : checkGroup(`tenant.access[${index}].group`, group, settings),
    ),
    ...checkTenantAssertions(settings),
    ...checkData(settings),
    ...checkLabels(settings),
    ...checkLanding(settings),
    ...checkFolders(settings),
  ];
}

/** What readers get they could not own (QuickSight user guide: readers cannot be owners of assets). */
function checkSuccessor(settings: TenantSettings): Problem[] {
  const { successor } = settings.guard;
  if (successor === undefined) return [];
  const where = "tenant.guard.successor";
  const group = ownValue(settings.groups, successor);
  const role = group?.role ?? "READER";
  if (group === undefined || !isReader(role)) return checkGroup(where, successor, settings);
  return [
    {
      where,
      message: `readers cannot own what others leave behind (group ${successor} gives ${role}); use a group of authors or admins`,
    },
  ];
}
