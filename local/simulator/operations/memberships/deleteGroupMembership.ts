import type {
  DeleteGroupMembershipCommandInput,
  DeleteGroupMembershipCommandOutput,
} from "@aws-sdk/client-quicksight";
import { requireGroup } from "../groups/groupRecord.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { requireMembership } from "./requireMembership.ts";

/**
 * Takes a user out of a group.
 *
 * For a user who is not in it we answer ResourceNotFoundException, which is in the operation's list of
 * errors; that AWS does so too is not confirmed.
 */
export const deleteGroupMembership: Handler<
  DeleteGroupMembershipCommandInput,
  DeleteGroupMembershipCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const group = requireGroup(namespace, input.GroupName);
  requireMembership(group, input.MemberName);
  group.members.delete(input.MemberName);
  namespace.users.get(input.MemberName)?.groups.delete(group.name);
  return {};
};
