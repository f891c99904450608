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

/** Sets of actions that were met, with their level, by kind and actions: an account has few, and thousands of grants. */
export type KnownSets = Map<string, Pick<ActualGrant, "level" | "actions">>;

/**
 * The grants of our groups and of everybody of the namespace among the permissions of an asset, sorted by group.
 *
 * @param known sets of other assets of the same reading; default: none
 */
export function actualGrants(
  scope: AccessScope,
  kind: string,
  permissions: readonly ResourcePermission[],
  known: KnownSets = new Map(),
): ActualGrant[] {
  return permissions
    .flatMap(({ Principal = "", Actions = [] }) => {
      const group = groupOfArn(scope, Principal);
      return group === undefined ? [] : [{ group, ...setOf(kind, Actions, known) }];
    })
    .sort((a, b) => (a.group < b.group ? -1 : 1));
}

function setOf(kind: string, actions: readonly string[], known: KnownSets) {
  const key = `${kind} ${actions.join()}`;
  const found = known.get(key) ?? { level: levelOf(kind, actions), actions: [...actions].sort() };
  known.set(key, found);
  return found;
}
