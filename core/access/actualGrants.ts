import type { ResourcePermission } from "@aws-sdk/client-quicksight";
import { groupOf, namespaceArnOf } from "../aws/scope.ts";
import { levelOf } from "../assets/levelOf.ts";
import type { ActualGrant } from "./actualAccess.ts";
import type { AccessScope } from "./governedAccess.ts";
import { everybody } from "./grant.ts";

/** The group behind a principal, `*` for everybody of the namespace, or undefined when it is a user or a group that is not one of ours. */
export function groupOfArn(scope: AccessScope, arn: string): string | undefined {
  const { partition, identityRegion, accountId, namespace } = scope;
  if (arn === namespaceArnOf(scope)) return everybody;
  const start = `arn:${partition}:quicksight:${identityRegion}:${accountId}:group/${namespace}/`;
  if (!arn.startsWith(start)) return undefined;
  const group = groupOf(scope, arn.slice(start.length));
  return group === "" || group === everybody ? undefined : group;
}

/** The grants of our groups and of everybody of the namespace among the permissions of an asset, sorted by group. */
export function actualGrants(
  scope: AccessScope,
  kind: string,
  permissions: readonly ResourcePermission[],
): ActualGrant[] {
  return permissions
    .flatMap(({ Principal = "", Actions = [] }) => {
      const group = groupOfArn(scope, Principal);
      return group === undefined
        ? []
        : [{ group, level: levelOf(kind, Actions), actions: [...Actions].sort() }];
    })
    .sort((a, b) => (a.group < b.group ? -1 : 1));
}
