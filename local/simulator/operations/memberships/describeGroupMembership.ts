import type {
  DescribeGroupMembershipCommandInput,
  DescribeGroupMembershipCommandOutput,
} from "@aws-sdk/client-quicksight";
import { requireGroup } from "../groups/groupRecord.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { userArn } from "../users/userArn.ts";
import { requireMembership } from "./requireMembership.ts";

/** Says whether a user is in a group: answers, or ResourceNotFoundException. */
export const describeGroupMembership: Handler<
  DescribeGroupMembershipCommandInput,
  DescribeGroupMembershipCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const group = requireGroup(namespace, input.GroupName);
  requireMembership(group, input.MemberName);
  const { MemberName } = input;
  return { GroupMember: { Arn: userArn(store, namespace, MemberName), MemberName } };
};
