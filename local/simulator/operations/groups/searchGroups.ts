import type {
  SearchGroupsCommandInput,
  SearchGroupsCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { describeGroupRecord } from "./groupRecord.ts";

/** The groups whose name starts with a value; upper and lower case differ, which is not confirmed. */
export const searchGroups: Handler<SearchGroupsCommandInput, SearchGroupsCommandOutput> = (
  call,
  store,
) => {
  const namespace = requireNamespace(store, call.input.Namespace);
  // The model allows exactly one filter, and of it only StartsWith on GROUP_NAME.
  const prefix = call.input.Filters[0]?.Value ?? "";
  const { items, NextToken } = page(
    call,
    namespace.groups,
    { scope: namespace.name, prefix },
    (group) => describeGroupRecord(store, namespace, group),
  );
  return { GroupList: items, NextToken };
};
