import type { OperationGroup } from "../handler.ts";
import { deleteUser } from "./deleteUser.ts";
import { deleteUserByPrincipalId } from "./deleteUserByPrincipalId.ts";
import { deleteUserCustomPermission } from "./deleteUserCustomPermission.ts";
import { describeUser } from "./describeUser.ts";
import { listUserGroups } from "./listUserGroups.ts";
import { listUsers } from "./listUsers.ts";
import { registerUser } from "./registerUser.ts";
import { updateUser } from "./updateUser.ts";
import { updateUserCustomPermission } from "./updateUserCustomPermission.ts";

/** The people of a namespace. */
export const userOperations: OperationGroup = {
  scope: "identity",
  handlers: {
    DeleteUser: deleteUser,
    DeleteUserByPrincipalId: deleteUserByPrincipalId,
    DeleteUserCustomPermission: deleteUserCustomPermission,
    DescribeUser: describeUser,
    ListUserGroups: listUserGroups,
    ListUsers: listUsers,
    RegisterUser: registerUser,
    UpdateUser: updateUser,
    UpdateUserCustomPermission: updateUserCustomPermission,
  },
};
