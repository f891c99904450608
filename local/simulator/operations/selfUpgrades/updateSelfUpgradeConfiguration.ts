import type {
  UpdateSelfUpgradeConfigurationCommandInput,
  UpdateSelfUpgradeConfigurationCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";

/** Says whether people of a namespace raise their own role. What they asked for before stays as it is; that has not been confirmed. */
export const updateSelfUpgradeConfiguration: Handler<
  UpdateSelfUpgradeConfigurationCommandInput,
  UpdateSelfUpgradeConfigurationCommandOutput
> = ({ input }, store) => {
  requireNamespace(store, input.Namespace).selfUpgrades.status = input.SelfUpgradeStatus;
  return {};
};
