import type { NamespaceInfoV2 } from "@aws-sdk/client-quicksight";
import type { Namespace, Store } from "../../store/store.ts";
import { namespaceArn } from "./namespaceArn.ts";

/** A namespace as the API shows it. */
export function describeNamespaceRecord(store: Store, namespace: Namespace): NamespaceInfoV2 {
  return {
    Name: namespace.name,
    Arn: namespaceArn(store, namespace.name),
    CapacityRegion: namespace.capacityRegion,
    CreationStatus: namespace.status,
    IdentityStore: "QUICKSIGHT",
    NamespaceError: namespace.status.endsWith("_FAILURE")
      ? { Type: "INTERNAL_SERVICE_ERROR", Message: "The namespace could not be created." }
      : undefined,
  };
}
