import type {
  Group as ApiGroup,
  ListUserGroupsCommandInput,
  ListUserGroupsCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Namespace, Store } from "../../store/store.ts";
import { describeGroupRecord, requireGroup } from "../groups/groupRecord.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { requireUser } from "./userRecord.ts";

/** The groups that a user is in. */
export const listUserGroups: Handler<ListUserGroupsCommandInput, ListUserGroupsCommandOutput> = (
  call,
  store,
) => {
  const namespace = requireNamespace(store, call.input.Namespace);
  const user = requireUser(namespace, call.input.UserName);
  const scope = `${namespace.name}/${user.name}`;
  const { items, NextToken } = page(call, user.groups, { scope }, (_, name) =>
    groupByName(store, namespace, name),
  );
  return { GroupList: items, NextToken };
};

function groupByName(store: Store, namespace: Namespace, name: string): ApiGroup {
  return describeGroupRecord(store, namespace, requireGroup(namespace, name));
}
