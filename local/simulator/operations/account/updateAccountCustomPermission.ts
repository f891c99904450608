import type {
  UpdateAccountCustomPermissionCommandInput,
  UpdateAccountCustomPermissionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { requireCustomPermissions } from "../customPermissions/customPermissionsRecord.ts";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";

/** Applies a custom permissions profile to the whole account. */
export const updateAccountCustomPermission: Handler<
  UpdateAccountCustomPermissionCommandInput,
  UpdateAccountCustomPermissionCommandOutput
> = ({ input }, store) => {
  requireSubscription(store);
  requireCustomPermissions(store, input.CustomPermissionsName);
  store.account.customPermissionsName = input.CustomPermissionsName;
  return {};
};
