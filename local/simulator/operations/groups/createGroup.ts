import { createHash, randomUUID } from "node:crypto";
import type { CreateGroupCommandInput, CreateGroupCommandOutput } from "@aws-sdk/client-quicksight";
import { SortedSet } from "../../store/sortedSet.ts";
import type { Group, Namespace, Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { describeGroupRecord } from "./groupRecord.ts";

/** From the documentation of CreateGroup; AWS raises it on request. */
const maxGroupsPerNamespace = 10_000;

/** Creates an empty group. */
export const createGroup: Handler<CreateGroupCommandInput, CreateGroupCommandOutput> = (
  { input },
  store,
) => {
  const namespace = requireNamespace(store, input.Namespace);
  const name = input.GroupName;
  if (namespace.groups.has(name)) {
    throw new ApiError("ResourceExistsException", `Group ${name} already exists.`, "GROUP");
  }
  if (namespace.groups.size >= maxGroupsPerNamespace) {
    throw new ApiError(
      "LimitExceededException",
      `A namespace can have at most ${maxGroupsPerNamespace} groups.`,
      "GROUP",
    );
  }
  const group: Group = {
    name,
    description: input.Description,
    principalId: `group/${directoryOf(store, namespace)}/${randomUUID()}`,
    members: new SortedSet(),
  };
  namespace.groups.set(name, group);
  return { Group: describeGroupRecord(store, namespace, group) };
};

/** The directory that stands behind a namespace, as ids of its groups name it (recordings of AWS): one for each namespace. */
function directoryOf({ account }: Store, { name }: Namespace): string {
  const digits = createHash("sha256").update(`${account.id}/${name}`).digest("hex").slice(0, 10);
  return `d-${digits}`;
}
