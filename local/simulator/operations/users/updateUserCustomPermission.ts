import type {
  UpdateUserCustomPermissionCommandInput,
  UpdateUserCustomPermissionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { requireCustomPermissions } from "../customPermissions/customPermissionsRecord.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { requireUser } from "./userRecord.ts";

/** Gives a user a custom permissions profile. */
export const updateUserCustomPermission: Handler<
  UpdateUserCustomPermissionCommandInput,
  UpdateUserCustomPermissionCommandOutput
> = ({ input }, store) => {
  const user = requireUser(requireNamespace(store, input.Namespace), input.UserName);
  requireCustomPermissions(store, input.CustomPermissionsName);
  user.customPermissionsName = input.CustomPermissionsName;
  return {};
};
