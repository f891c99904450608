import type {
  DeleteAccountCustomPermissionCommandInput,
  DeleteAccountCustomPermissionCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";

/** Takes the custom permissions profile from the account, whether or not there is one. */
export const deleteAccountCustomPermission: Handler<
  DeleteAccountCustomPermissionCommandInput,
  DeleteAccountCustomPermissionCommandOutput
> = (_, store) => {
  requireSubscription(store);
  store.account.customPermissionsName = undefined;
  return {};
};
