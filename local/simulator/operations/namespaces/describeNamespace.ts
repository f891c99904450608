import type {
  DescribeNamespaceCommandInput,
  DescribeNamespaceCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { namespaceNotFound } from "../requireNamespace.ts";
import { describeNamespaceRecord } from "./describeNamespaceRecord.ts";

/** Shows a namespace in whatever state it is. */
export const describeNamespace: Handler<
  DescribeNamespaceCommandInput,
  DescribeNamespaceCommandOutput
> = ({ input }, store) => {
  const namespace = store.namespaces.get(input.Namespace);
  if (namespace === undefined) {
    throw namespaceNotFound(store, input.Namespace);
  }
  return { Namespace: describeNamespaceRecord(store, namespace) };
};
