import type {
  DeleteNamespaceCommandInput,
  DeleteNamespaceCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Namespace, Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { Handler } from "../handler.ts";
import { namespaceNotFound } from "../requireNamespace.ts";
import { dropTags } from "../tags/tagStore.ts";
import { userArn } from "../users/userArn.ts";
import { namespaceArn } from "./namespaceArn.ts";

/** Begins to delete a namespace with its users and groups; assets stay. It is DELETING, then gone. */
export const deleteNamespace: Handler<DeleteNamespaceCommandInput, DeleteNamespaceCommandOutput> = (
  call,
  store,
) => {
  const { Namespace: name } = call.input;
  const namespace = store.namespaces.get(name);
  if (namespace === undefined) {
    throw namespaceNotFound(store, name);
  }
  if (name === "default") {
    // There always is a default namespace; AWS's words and error for this are not known.
    throw new ApiError(
      "InvalidParameterValueException",
      "The default namespace cannot be deleted.",
    );
  }
  // Deleting what is being deleted is taken as said twice; AWS's answer is not known.
  if (namespace.status !== "DELETING") {
    namespace.status = "DELETING";
    store.timeline.schedule(call.now + call.settings.namespaceDelayMs, () => {
      forget(store, namespace);
    });
  }
  return {};
};

function forget(store: Store, namespace: Namespace): void {
  if (store.namespaces.get(namespace.name) !== namespace) {
    // The subscription ended meanwhile, and took everything with it.
    return;
  }
  for (const userName of namespace.users.keys()) {
    dropTags(store, userArn(store, namespace, userName));
  }
  dropTags(store, namespaceArn(store, namespace.name));
  store.namespaces.delete(namespace.name);
}
