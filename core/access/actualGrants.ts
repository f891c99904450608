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

/** What was met in one reading: an account has few sets of actions and few groups, and thousands of grants, which share theirs. */
export interface KnownGrants {
  readonly groups: Map<string, string | undefined>;
  /** By kind and actions. */
  readonly sets: Map<string, KnownSet>;
}

interface KnownSet extends Pick<ActualGrant, "level" | "actions"> {
  readonly byGroup: Map<string, ActualGrant>;
}

/** Nothing met yet. */
export const noGrants = (): KnownGrants => ({ groups: new Map(), sets: new Map() });

/**
 * The grants of our groups and of everybody of the namespace among the permissions of an asset, sorted by group.
 *
 * @param known what other assets of the same reading have; default: nothing
 */
export function actualGrants(
  scope: AccessScope,
  kind: string,
  permissions: readonly ResourcePermission[],
  known: KnownGrants = noGrants(),
): ActualGrant[] {
  const grants: ActualGrant[] = [];
  for (const { Principal = "", Actions = [] } of permissions) {
    if (!known.groups.has(Principal)) known.groups.set(Principal, groupOfArn(scope, Principal));
    const group = known.groups.get(Principal);
    if (group !== undefined) grants.push(grantOf(group, setOf(kind, Actions, known)));
  }
  return grants.sort((a, b) => (a.group < b.group ? -1 : 1));
}

function setOf(kind: string, actions: readonly string[], { sets }: KnownGrants): KnownSet {
  const key = `${kind} ${actions.join()}`;
  const found = sets.get(key) ?? {
    ...{ level: levelOf(kind, actions), actions: [...actions].sort() },
    byGroup: new Map<string, ActualGrant>(),
  };
  sets.set(key, found);
  return found;
}

function grantOf(group: string, { level, actions, byGroup }: KnownSet): ActualGrant {
  const found = byGroup.get(group) ?? { group, level, actions };
  byGroup.set(group, found);
  return found;
}
