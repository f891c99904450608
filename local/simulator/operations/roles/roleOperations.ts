import type { OperationGroup } from "../handler.ts";
import { createRoleMembership } from "./createRoleMembership.ts";
import { deleteRoleCustomPermission } from "./deleteRoleCustomPermission.ts";
import { deleteRoleMembership } from "./deleteRoleMembership.ts";
import { describeRoleCustomPermission } from "./describeRoleCustomPermission.ts";
import { listRoleMemberships } from "./listRoleMemberships.ts";
import { updateRoleCustomPermission } from "./updateRoleCustomPermission.ts";

/** What goes with a role: the groups that have it and its custom permissions. */
export const roleOperations: OperationGroup = {
  scope: "identity",
  handlers: {
    CreateRoleMembership: createRoleMembership,
    DeleteRoleCustomPermission: deleteRoleCustomPermission,
    DeleteRoleMembership: deleteRoleMembership,
    DescribeRoleCustomPermission: describeRoleCustomPermission,
    ListRoleMemberships: listRoleMemberships,
    UpdateRoleCustomPermission: updateRoleCustomPermission,
  },
};
