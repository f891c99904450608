import type { Group as ApiGroup } from "@aws-sdk/client-quicksight";
import type { Group, Namespace, Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import { arnOf } from "../../store/arnOf.ts";

/** @throws ApiError ResourceNotFoundException when the namespace has no such group. */
export function requireGroup(namespace: Namespace, name: string): Group {
  const group = namespace.groups.get(name);
  if (group === undefined) {
    throw new ApiError(
      "ResourceNotFoundException",
      `Group ${name} not found in namespace ${namespace.name}.`,
      "GROUP",
    );
  }
  return group;
}

/** A group as the API shows it. */
export function describeGroupRecord(
  { account }: Store,
  namespace: Namespace,
  group: Group,
): ApiGroup {
  return {
    Arn: arnOf(account.identityRegion, account.id, `group/${namespace.name}/${group.name}`),
    GroupName: group.name,
    Description: group.description,
    PrincipalId: group.principalId,
  };
}
