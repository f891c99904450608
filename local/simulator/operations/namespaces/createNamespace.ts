import type {
  CreateNamespaceCommandInput,
  CreateNamespaceCommandOutput,
} from "@aws-sdk/client-quicksight";
import { createNamespaceRecord } from "../../store/store.ts";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";
import { addTags } from "../tags/tagStore.ts";
import { namespaceArn } from "./namespaceArn.ts";

/** From the documentation of CreateNamespace; AWS raises it on request. */
const maxNamespaces = 100;

/** Begins to create a namespace, which is CREATING until it is CREATED. */
export const createNamespace: Handler<CreateNamespaceCommandInput, CreateNamespaceCommandOutput> = (
  call,
  store,
) => {
  const { Namespace: name, IdentityStore, Tags } = call.input;
  requireSubscription(store);
  refuseWhenImpossible(store, name);
  const namespace = createNamespaceRecord(name, call.region);
  namespace.status = "CREATING";
  const arn = namespaceArn(store, name);
  addTags(store, arn, Tags);
  store.namespaces.set(name, namespace);
  store.timeline.schedule(call.now + call.settings.namespaceDelayMs, () => {
    if (namespace.status === "CREATING") {
      namespace.status = call.settings.namespaceOutcome;
    }
  });
  return {
    Arn: arn,
    Name: name,
    CapacityRegion: namespace.capacityRegion,
    CreationStatus: namespace.status,
    IdentityStore,
  };
};

function refuseWhenImpossible(store: Store, name: string): void {
  if (store.account.edition === "STANDARD") {
    // Namespaces are "Enterprise edition only" by the documentation; that this is the error is likely
    // but not confirmed, as the operation's own list of errors does not have it.
    throw new ApiError(
      "UnsupportedUserEditionException",
      "This operation is not supported in the Standard edition of QuickSight.",
    );
  }
  if (name === "") {
    // The model allows it, but no path could ever name it.
    throw new ApiError("InvalidParameterValueException", "Namespace must not be empty.");
  }
  if (store.namespaces.has(name)) {
    throw new ApiError("ResourceExistsException", `Namespace ${name} already exists.`, "NAMESPACE");
  }
  if (store.namespaces.size >= maxNamespaces) {
    throw new ApiError(
      "LimitExceededException",
      `An account can have at most ${maxNamespaces} namespaces.`,
      "NAMESPACE",
    );
  }
}
