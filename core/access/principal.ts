import type { ResourcePermission } from "@aws-sdk/client-quicksight";
import { groupArnOf, type NamespaceScope } from "../aws/scope.ts";
import { type HeldGrant, levelOf } from "./actualAccess.ts";

/** Whose access it is: the groups of a namespace that have the prefix, whatever role their people come in through. */
export type AccessScope = Omit<NamespaceScope, "federationRole">;

/** The group behind a principal, or undefined when it is a user, or a group that is not one of ours. */
export function groupOfArn(scope: AccessScope, arn: string): string | undefined {
  const prefix = groupArnOf(scope, "");
  return arn.startsWith(prefix) && arn.length > prefix.length
    ? arn.slice(prefix.length)
    : undefined;
}

/** The grants of our groups among the permissions of an asset, sorted by group. */
export function heldGrants(
  scope: AccessScope,
  kind: string,
  permissions: readonly ResourcePermission[],
): HeldGrant[] {
  return permissions
    .flatMap(({ Principal = "", Actions = [] }) => {
      const group = groupOfArn(scope, Principal);
      return group === undefined
        ? []
        : [{ group, level: levelOf(kind, Actions), actions: [...Actions].sort() }];
    })
    .sort((a, b) => (a.group < b.group ? -1 : 1));
}
