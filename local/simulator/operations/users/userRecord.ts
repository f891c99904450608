import type { User as ApiUser } from "@aws-sdk/client-quicksight";
import type { Namespace, Store, User } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import { dropTags } from "../tags/tagStore.ts";
import { shownName } from "./orphans.ts";
import { userArn } from "./userArn.ts";

/** @throws ApiError ResourceNotFoundException when the namespace has no such user. */
export function requireUser(namespace: Namespace, name: string): User {
  const user = namespace.users.get(name);
  if (user === undefined || user.formerName !== undefined) {
    throw userNotFound(namespace, name);
  }
  return user;
}

/** The answer for a user who does not exist; the words are ours. */
export function userNotFound(namespace: Namespace, name: string): ApiError {
  return new ApiError(
    "ResourceNotFoundException",
    `User ${name} not found in namespace ${namespace.name}.`,
    "USER",
  );
}

/** A user as the API shows it. */
export function describeUserRecord(store: Store, namespace: Namespace, user: User): ApiUser {
  return {
    Arn: userArn(store, namespace, user.formerName ?? user.name),
    UserName: shownName(user),
    Email: user.email,
    Role: user.role,
    IdentityType: user.identityType,
    Active: user.active,
    PrincipalId: user.principalId,
    CustomPermissionsName: user.customPermissionsName,
    ExternalLoginFederationProviderType: user.externalLogin?.providerType,
    ExternalLoginFederationProviderUrl: user.externalLogin?.providerUrl,
    ExternalLoginId: user.externalLogin?.loginId,
  };
}

/** Removes a user with their memberships and tags; what they own stays as it is. */
export function forgetUser(store: Store, namespace: Namespace, user: User): void {
  for (const groupName of user.groups.keys()) {
    namespace.groups.get(groupName)?.members.delete(user.name);
  }
  namespace.userNameByPrincipalId.delete(user.principalId);
  namespace.users.delete(user.name);
  dropTags(store, userArn(store, namespace, user.formerName ?? user.name));
}
