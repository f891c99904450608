import type { Namespace, Store } from "../store/store.ts";
import { ApiError } from "./apiError.ts";

/**
 * The namespace that a call names, ready to use.
 *
 * @throws ApiError ResourceNotFoundException also when the account has no subscription: AWS gives the
 *   same answer for both.
 */
export function requireNamespace(store: Store, name: string): Namespace {
  const namespace = store.namespaces.get(name);
  if (namespace === undefined) {
    throw namespaceNotFound(store, name);
  }
  if (namespace.status !== "CREATED") {
    // Which error AWS gives here is not known; programs have to wait for CREATED in any case.
    throw new ApiError(
      "PreconditionNotMetException",
      `Namespace ${name} is not ready: its status is ${namespace.status}.`,
    );
  }
  return namespace;
}

/** AWS's answer for a namespace that does not exist, in its words. */
export function namespaceNotFound({ account }: Store, name: string): ApiError {
  return new ApiError(
    "ResourceNotFoundException",
    `Namespace ${name} not found in account ${account.id}. AWS account ID: ${account.id}, Namespace: ${name}.`,
    "NAMESPACE",
  );
}

/** @throws ApiError when the account has no QuickSight subscription. */
export function requireSubscription(store: Store): void {
  if (store.account.status !== "ACCOUNT_CREATED") {
    throw namespaceNotFound(store, store.account.defaultNamespace);
  }
}
