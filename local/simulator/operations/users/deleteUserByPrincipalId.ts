import type {
  DeleteUserByPrincipalIdCommandInput,
  DeleteUserByPrincipalIdCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { forgetUser, userNotFound } from "./userRecord.ts";

/** Deletes a user whose IAM user or role is gone, and who has no name any more. */
export const deleteUserByPrincipalId: Handler<
  DeleteUserByPrincipalIdCommandInput,
  DeleteUserByPrincipalIdCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const userName = namespace.userNameByPrincipalId.get(input.PrincipalId) ?? "";
  const user = namespace.users.get(userName);
  if (user === undefined) {
    throw userNotFound(namespace, input.PrincipalId);
  }
  forgetUser(store, namespace, user);
  return {};
};
