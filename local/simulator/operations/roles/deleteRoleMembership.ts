import type {
  DeleteRoleMembershipCommandInput,
  DeleteRoleMembershipCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";

/** Takes the role from a group. */
export const deleteRoleMembership: Handler<
  DeleteRoleMembershipCommandInput,
  DeleteRoleMembershipCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  if (namespace.roleMembers[input.Role]?.delete(input.MemberName) !== true) {
    throw new ApiError(
      "ResourceNotFoundException",
      `Group ${input.MemberName} does not have the role ${input.Role}.`,
      "GROUP",
    );
  }
  return {};
};
