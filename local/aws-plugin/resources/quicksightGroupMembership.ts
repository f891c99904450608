import {
  CreateGroupMembershipCommand,
  DeleteGroupMembershipCommand,
  paginateListGroupMemberships,
  QuickSightClient,
} from "@aws-sdk/client-quicksight";
import type { Resource } from "../resource.ts";

type GroupMembershipInputs = {
  awsAccountId?: string;
  groupName: string;
  memberName: string;
  namespace: string;
};

/**
 * `aws.quicksight.GroupMembership`; its id is `ACCOUNT/NAMESPACE/GROUP/MEMBER`.
 *
 * As the released provider does, reading one membership lists all members of the group
 * (hashicorp/terraform-provider-aws, internal/service/quicksight/group_membership.go), so that refreshing a group of n takes
 * n² / 100 calls. It stops at the page that has the member; the released one goes on to the last.
 */
export const quicksightGroupMembership: Resource<GroupMembershipInputs> = {
  type: "aws:quicksight/groupMembership:GroupMembership",
  inputs: ["awsAccountId", "groupName", "memberName", "namespace"],
  notFound: ["ResourceNotFoundException"],

  async create(context, { awsAccountId, namespace, groupName, memberName }) {
    const account = awsAccountId ?? (await context.accountId());
    const id = [account, namespace, groupName, memberName].join("/");
    await context.client(QuickSightClient).send(new CreateGroupMembershipCommand(parseId(id)));
    return id;
  },

  async read(context, id) {
    const { MemberName, ...group } = parseId(id);
    const client = context.client(QuickSightClient);
    for await (const page of paginateListGroupMemberships({ client }, group)) {
      const member = page.GroupMemberList?.find((entry) => entry.MemberName === MemberName);
      if (member === undefined) continue;
      return {
        awsAccountId: group.AwsAccountId,
        namespace: group.Namespace,
        groupName: group.GroupName,
        memberName: member.MemberName,
      };
    }
    return undefined;
  },

  async delete(context, id) {
    await context.client(QuickSightClient).send(new DeleteGroupMembershipCommand(parseId(id)));
  },
};

/** Only the member's name may hold slashes: that of a role's session does. */
function parseId(id: string) {
  const [AwsAccountId = "", Namespace = "", GroupName = "", ...name] = id.split("/");
  return { AwsAccountId, Namespace, GroupName, MemberName: name.join("/") };
}
