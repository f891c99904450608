import type {
  ListNamespacesCommandInput,
  ListNamespacesCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { requireSubscription } from "../requireNamespace.ts";
import { describeNamespaceRecord } from "./describeNamespaceRecord.ts";

/** All namespaces, those that are being created or deleted included. */
export const listNamespaces: Handler<ListNamespacesCommandInput, ListNamespacesCommandOutput> = (
  call,
  store,
) => {
  requireSubscription(store);
  const { items, NextToken } = page(call, store.namespaces, { scope: "" }, (namespace) =>
    describeNamespaceRecord(store, namespace),
  );
  return { Namespaces: items, NextToken };
};
