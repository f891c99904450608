import type { OperationGroup } from "../handler.ts";
import { describeSelfUpgradeConfiguration } from "./describeSelfUpgradeConfiguration.ts";
import { listSelfUpgrades } from "./listSelfUpgrades.ts";
import { updateSelfUpgrade } from "./updateSelfUpgrade.ts";
import { updateSelfUpgradeConfiguration } from "./updateSelfUpgradeConfiguration.ts";

/** People who raise their own role, or ask for it. */
export const selfUpgradeOperations: OperationGroup = {
  scope: "identity",
  handlers: {
    DescribeSelfUpgradeConfiguration: describeSelfUpgradeConfiguration,
    ListSelfUpgrades: listSelfUpgrades,
    UpdateSelfUpgrade: updateSelfUpgrade,
    UpdateSelfUpgradeConfiguration: updateSelfUpgradeConfiguration,
  },
};
