import type { DeleteUserCommandInput, DeleteUserCommandOutput } from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { forgetUser, requireUser } from "./userRecord.ts";

/** Deletes a user and their memberships; unlike the console, the API hands nothing over. */
export const deleteUser: Handler<DeleteUserCommandInput, DeleteUserCommandOutput> = (
  { input },
  store,
) => {
  const namespace = requireNamespace(store, input.Namespace);
  forgetUser(store, namespace, requireUser(namespace, input.UserName));
  return {};
};
