import type { UpdateUserCommandInput, UpdateUserCommandOutput } from "@aws-sdk/client-quicksight";
import { requireCustomPermissions } from "../customPermissions/customPermissionsRecord.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { externalLoginOf } from "./externalLoginOf.ts";
import { refuseDowngradeToReader, refuseUnavailableRole } from "./refuseRole.ts";
import { describeUserRecord, requireUser } from "./userRecord.ts";

/** Changes email and role, which must always both be sent, custom permissions and external login. */
export const updateUser: Handler<UpdateUserCommandInput, UpdateUserCommandOutput> = (
  { input },
  store,
) => {
  const namespace = requireNamespace(store, input.Namespace);
  const user = requireUser(namespace, input.UserName);
  refuseUnavailableRole(input.Role);
  refuseDowngradeToReader(user.role, input.Role);
  requireCustomPermissions(store, input.CustomPermissionsName);
  const externalLogin = externalLoginOf(input, user.externalLogin);
  user.email = input.Email;
  user.role = input.Role;
  user.externalLogin = externalLogin;
  user.customPermissionsName =
    input.UnapplyCustomPermissions === true
      ? undefined
      : (input.CustomPermissionsName ?? user.customPermissionsName);
  return { User: describeUserRecord(store, namespace, user) };
};
