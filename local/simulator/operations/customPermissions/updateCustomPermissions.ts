import type {
  UpdateCustomPermissionsCommandInput,
  UpdateCustomPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";
import { customPermissionsArn, requireCustomPermissions } from "./customPermissionsRecord.ts";

/** Replaces all capabilities of a profile. */
export const updateCustomPermissions: Handler<
  UpdateCustomPermissionsCommandInput,
  UpdateCustomPermissionsCommandOutput
> = ({ input }, store) => {
  requireSubscription(store);
  const profile = requireCustomPermissions(store, input.CustomPermissionsName);
  profile.capabilities = input.Capabilities;
  profile.governance = input.Governance;
  return { Arn: customPermissionsArn(store, profile.name) };
};
