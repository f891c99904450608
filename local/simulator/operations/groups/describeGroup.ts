import type {
  DescribeGroupCommandInput,
  DescribeGroupCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { describeGroupRecord, requireGroup } from "./groupRecord.ts";

/** Shows a group without its members. */
export const describeGroup: Handler<DescribeGroupCommandInput, DescribeGroupCommandOutput> = (
  { input },
  store,
) => {
  const namespace = requireNamespace(store, input.Namespace);
  const group = requireGroup(namespace, input.GroupName);
  return { Group: describeGroupRecord(store, namespace, group) };
};
