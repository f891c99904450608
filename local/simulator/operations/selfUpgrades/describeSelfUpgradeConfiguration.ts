import type {
  DescribeSelfUpgradeConfigurationCommandInput,
  DescribeSelfUpgradeConfigurationCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";

/** Whether people of a namespace raise their own role, or ask an administrator. */
export const describeSelfUpgradeConfiguration: Handler<
  DescribeSelfUpgradeConfigurationCommandInput,
  DescribeSelfUpgradeConfigurationCommandOutput
> = ({ input }, store) => ({
  SelfUpgradeConfiguration: {
    SelfUpgradeStatus: requireNamespace(store, input.Namespace).selfUpgrades.status,
  },
});
