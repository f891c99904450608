import type { DeleteGroupCommandInput, DeleteGroupCommandOutput } from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { requireGroup } from "./groupRecord.ts";

/** Deletes a group; its members stay as users. */
export const deleteGroup: Handler<DeleteGroupCommandInput, DeleteGroupCommandOutput> = (
  { input },
  store,
) => {
  const namespace = requireNamespace(store, input.Namespace);
  const group = requireGroup(namespace, input.GroupName);
  for (const userName of group.members.keys()) {
    namespace.users.get(userName)?.groups.delete(group.name);
  }
  for (const members of Object.values(namespace.roleMembers)) {
    members.delete(group.name);
  }
  namespace.groups.delete(group.name);
  return {};
};
