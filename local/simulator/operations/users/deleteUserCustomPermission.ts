import type {
  DeleteUserCustomPermissionCommandInput,
  DeleteUserCustomPermissionCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { requireUser } from "./userRecord.ts";

/** Takes the custom permissions profile from a user, whether or not there is one. */
export const deleteUserCustomPermission: Handler<
  DeleteUserCustomPermissionCommandInput,
  DeleteUserCustomPermissionCommandOutput
> = ({ input }, store) => {
  const user = requireUser(requireNamespace(store, input.Namespace), input.UserName);
  user.customPermissionsName = undefined;
  return {};
};
