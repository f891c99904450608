import type { OperationGroup } from "../handler.ts";
import { createGroupMembership } from "./createGroupMembership.ts";
import { deleteGroupMembership } from "./deleteGroupMembership.ts";
import { describeGroupMembership } from "./describeGroupMembership.ts";
import { listGroupMemberships } from "./listGroupMemberships.ts";

/** Who is in which group. */
export const membershipOperations: OperationGroup = {
  scope: "identity",
  handlers: {
    CreateGroupMembership: createGroupMembership,
    DeleteGroupMembership: deleteGroupMembership,
    DescribeGroupMembership: describeGroupMembership,
    ListGroupMemberships: listGroupMemberships,
  },
};
