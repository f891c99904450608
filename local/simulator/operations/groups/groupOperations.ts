import type { OperationGroup } from "../handler.ts";
import { createGroup } from "./createGroup.ts";
import { deleteGroup } from "./deleteGroup.ts";
import { describeGroup } from "./describeGroup.ts";
import { listGroups } from "./listGroups.ts";
import { searchGroups } from "./searchGroups.ts";
import { updateGroup } from "./updateGroup.ts";

/** Groups; who is in them is with the memberships. */
export const groupOperations: OperationGroup = {
  scope: "identity",
  handlers: {
    CreateGroup: createGroup,
    DeleteGroup: deleteGroup,
    DescribeGroup: describeGroup,
    ListGroups: listGroups,
    SearchGroups: searchGroups,
    UpdateGroup: updateGroup,
  },
};
