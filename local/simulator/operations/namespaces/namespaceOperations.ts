import type { OperationGroup } from "../handler.ts";
import { createNamespace } from "./createNamespace.ts";
import { deleteNamespace } from "./deleteNamespace.ts";
import { describeNamespace } from "./describeNamespace.ts";
import { listNamespaces } from "./listNamespaces.ts";

/** Namespaces, which come and go slowly. */
export const namespaceOperations: OperationGroup = {
  scope: "identity",
  handlers: {
    CreateNamespace: createNamespace,
    DeleteNamespace: deleteNamespace,
    DescribeNamespace: describeNamespace,
    ListNamespaces: listNamespaces,
  },
};
