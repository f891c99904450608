import type {
  CreateRoleMembershipCommandInput,
  CreateRoleMembershipCommandOutput,
} from "@aws-sdk/client-quicksight";
import { SortedSet } from "../../store/sortedSet.ts";
import { requireGroup } from "../groups/groupRecord.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";

/** Gives a role to everyone in a group, for accounts with IAM Identity Center or Active Directory.
 *
 * Doing it again changes nothing: the operation has no error for it. Nor is the account's kind checked. */
export const createRoleMembership: Handler<
  CreateRoleMembershipCommandInput,
  CreateRoleMembershipCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const group = requireGroup(namespace, input.MemberName);
  (namespace.roleMembers[input.Role] ??= new SortedSet()).add(group.name);
  return {};
};
