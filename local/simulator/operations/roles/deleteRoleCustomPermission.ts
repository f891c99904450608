import type {
  DeleteRoleCustomPermissionCommandInput,
  DeleteRoleCustomPermissionCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";

/** Takes the custom permissions profile from a role, whether or not there is one. */
export const deleteRoleCustomPermission: Handler<
  DeleteRoleCustomPermissionCommandInput,
  DeleteRoleCustomPermissionCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  namespace.roleCustomPermissions[input.Role] = undefined;
  return {};
};
