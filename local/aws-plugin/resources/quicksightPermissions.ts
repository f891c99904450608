import type { ResourcePermission } from "@aws-sdk/client-quicksight";
import { toApi, type Written } from "../apiNames.ts";

/** Who may do what with a data source or a data set. */
export type Permissions = Written<ResourcePermission>[];

/** What to grant and to revoke: the new set is granted in full, and what it does not hold goes. */
export function permissionChanges(live: readonly ResourcePermission[], wanted: Permissions = []) {
  const goal = wanted.map((permission) => toApi<ResourcePermission>(permission));
  const revoked = live
    .map(({ Principal, Actions = [] }) => {
      const kept = goal.find((permission) => permission.Principal === Principal)?.Actions ?? [];
      return { Principal, Actions: Actions.filter((action) => !kept.includes(action)) };
    })
    .filter(({ Actions }) => Actions.length > 0);
  const missing = goal.some(({ Principal, Actions = [] }) => {
    const held = live.find((permission) => permission.Principal === Principal)?.Actions ?? [];
    return Actions.some((action) => !held.includes(action));
  });
  if (!missing && revoked.length === 0) return undefined;
  return {
    ...(goal.length > 0 ? { GrantPermissions: goal } : {}),
    ...(revoked.length > 0 ? { RevokePermissions: revoked } : {}),
  };
}
