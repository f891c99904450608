import type { ListGroupsCommandInput, ListGroupsCommandOutput } from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { describeGroupRecord } from "./groupRecord.ts";

/** The groups of a namespace. */
export const listGroups: Handler<ListGroupsCommandInput, ListGroupsCommandOutput> = (
  call,
  store,
) => {
  const namespace = requireNamespace(store, call.input.Namespace);
  const { items, NextToken } = page(call, namespace.groups, { scope: namespace.name }, (group) =>
    describeGroupRecord(store, namespace, group),
  );
  return { GroupList: items, NextToken };
};
