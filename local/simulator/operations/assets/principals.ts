import { arnOf } from "../../store/arnOf.ts";
import type { Group, Namespace, Store, User } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { PrincipalType } from "./assetKind.ts";

/** A user, group or namespace by its ARN, or another AWS account by that of its root. */
export type Principal =
  | { readonly type: "account" }
  | { readonly type: "user"; readonly namespace: Namespace; readonly user: User }
  | { readonly type: "group"; readonly namespace: Namespace; readonly group: Group }
  | { readonly type: "namespace"; readonly namespace: Namespace };

const accountRoot = /^arn:[\w-]+:iam::\d{12}:root$/;

/** The user, group or namespace of this ARN, if it exists now. */
export function findPrincipal(store: Store, arn: string): Principal | undefined {
  const { id, identityRegion } = store.account;
  const prefix = arnOf(identityRegion, id, "");
  const [, type, name = "", rest] =
    /^(user|group|namespace)\/([^/]*)(?:\/(.+))?$/s.exec(
      arn.startsWith(prefix) ? arn.slice(prefix.length) : "",
    ) ?? [];
  const namespace = store.namespaces.get(name);
  if (namespace === undefined) {
    return undefined;
  }
  if (type === "namespace") {
    return rest === undefined ? { type, namespace } : undefined;
  }
  const user = type === "user" ? namespace.users.get(rest ?? "") : undefined;
  if (user !== undefined) {
    return { type: "user", namespace, user };
  }
  const group = type === "group" ? namespace.groups.get(rest ?? "") : undefined;
  return group === undefined ? undefined : { type: "group", namespace, group };
}

/**
 * A principal that exists and is of an allowed type, in whichever namespace.
 *
 * @throws ApiError InvalidParameterValueException; AWS's words for this are not known.
 */
export function requirePrincipal(
  store: Store,
  arn: string,
  allowed: readonly PrincipalType[],
): Principal {
  if (allowed.includes("account") && accountRoot.test(arn)) {
    return { type: "account" };
  }
  const principal = findPrincipal(store, arn);
  if (principal === undefined || !allowed.includes(principal.type)) {
    throw new ApiError(
      "InvalidParameterValueException",
      principal === undefined
        ? `Principal ${arn} does not exist in this account.`
        : `Principal ${arn} is a ${principal.type}; allowed here: ${allowed.join(", ")}.`,
    );
  }
  return principal;
}

/** The ARN itself and those of all groups that the user or group behind it is in. */
export function withGroups(store: Store, arn: string): ReadonlySet<string> {
  const principal = findPrincipal(store, arn);
  if (principal?.type !== "user") {
    return new Set([arn]);
  }
  const { id, identityRegion } = store.account;
  const groups = [...principal.user.groups.keys()].map((group) =>
    arnOf(identityRegion, id, `group/${principal.namespace.name}/${group}`),
  );
  return new Set([arn, ...groups]);
}
