import type { UpdateGroupCommandInput, UpdateGroupCommandOutput } from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { describeGroupRecord, requireGroup } from "./groupRecord.ts";

/**
 * Changes the description, the only thing of a group that can change.
 *
 * Without one it stays as it is: whether AWS would clear it is not known.
 */
export const updateGroup: Handler<UpdateGroupCommandInput, UpdateGroupCommandOutput> = (
  { input },
  store,
) => {
  const namespace = requireNamespace(store, input.Namespace);
  const group = requireGroup(namespace, input.GroupName);
  group.description = input.Description ?? group.description;
  return { Group: describeGroupRecord(store, namespace, group) };
};
