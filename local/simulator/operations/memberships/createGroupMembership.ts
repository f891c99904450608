import type {
  CreateGroupMembershipCommandInput,
  CreateGroupMembershipCommandOutput,
} from "@aws-sdk/client-quicksight";
import { requireGroup } from "../groups/groupRecord.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { requireUser, userNotFound } from "../users/userRecord.ts";
import { userArn } from "../users/userArn.ts";

/**
 * Adds a user of the namespace to a group; doing it again changes nothing.
 *
 * For a while after RegisterUser AWS may not find the user here (uktrade/data-workspace-frontend#939);
 * `membershipDelayMs` sets how long.
 */
export const createGroupMembership: Handler<
  CreateGroupMembershipCommandInput,
  CreateGroupMembershipCommandOutput
> = ({ input, now }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const group = requireGroup(namespace, input.GroupName);
  const user = requireUser(namespace, input.MemberName);
  if (user.joinableAt > now) {
    throw userNotFound(namespace, user.name);
  }
  group.members.add(user.name);
  user.groups.add(group.name);
  return { GroupMember: { Arn: userArn(store, namespace, user.name), MemberName: user.name } };
};
