import type { OperationGroup } from "../handler.ts";
import { createCustomPermissions } from "./createCustomPermissions.ts";
import { deleteCustomPermissions } from "./deleteCustomPermissions.ts";
import { describeCustomPermissions } from "./describeCustomPermissions.ts";
import { listCustomPermissions } from "./listCustomPermissions.ts";
import { updateCustomPermissions } from "./updateCustomPermissions.ts";

/** Named sets of capabilities that are taken from people. */
export const customPermissionsOperations: OperationGroup = {
  scope: "identity",
  handlers: {
    CreateCustomPermissions: createCustomPermissions,
    DeleteCustomPermissions: deleteCustomPermissions,
    DescribeCustomPermissions: describeCustomPermissions,
    ListCustomPermissions: listCustomPermissions,
    UpdateCustomPermissions: updateCustomPermissions,
  },
};
