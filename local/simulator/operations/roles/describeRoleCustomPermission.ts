import type {
  DescribeRoleCustomPermissionCommandInput,
  DescribeRoleCustomPermissionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";

/** The custom permissions profile of everyone with a role. */
export const describeRoleCustomPermission: Handler<
  DescribeRoleCustomPermissionCommandInput,
  DescribeRoleCustomPermissionCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const name = namespace.roleCustomPermissions[input.Role];
  if (name === undefined) {
    throw new ApiError(
      "ResourceNotFoundException",
      `The role ${input.Role} has no custom permissions.`,
    );
  }
  return { CustomPermissionsName: name };
};
