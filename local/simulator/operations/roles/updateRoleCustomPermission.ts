import type {
  UpdateRoleCustomPermissionCommandInput,
  UpdateRoleCustomPermissionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { requireCustomPermissions } from "../customPermissions/customPermissionsRecord.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";

/** Applies a custom permissions profile to everyone with a role. */
export const updateRoleCustomPermission: Handler<
  UpdateRoleCustomPermissionCommandInput,
  UpdateRoleCustomPermissionCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  requireCustomPermissions(store, input.CustomPermissionsName);
  namespace.roleCustomPermissions[input.Role] = input.CustomPermissionsName;
  return {};
};
