import type { ResourcePermission } from "@aws-sdk/client-quicksight";
import { toApi, type Written } from "../apiNames.ts";

/** Who may do what with a data source, a data set or a folder. */
export type Permissions = Written<ResourcePermission>[];

/**
 * What to grant and to revoke, from the state and never from what AWS holds, as the released provider does: a principal that
 * did not change is not mentioned; one that did is granted its whole new list, and revoked what that lacks. Undefined: nothing.
 */
export function permissionChanges(state: Permissions = [], wanted: Permissions = []) {
  const held = new Map(state.map((permission) => [permission.principal, permission.actions ?? []]));
  const goal = new Map(
    wanted.map((permission) => [permission.principal, permission.actions ?? []]),
  );
  const lacking = (from: readonly string[], in_: readonly string[]) =>
    from.filter((action) => !in_.includes(action));
  const granted = wanted.filter(({ principal, actions = [] }) => {
    const before = held.get(principal);
    return (
      before === undefined ||
      lacking(actions, before).length > 0 ||
      lacking(before, actions).length > 0
    );
  });
  const revoked = state
    .map(({ principal, actions = [] }) => ({
      principal,
      actions: lacking(actions, goal.get(principal) ?? []),
    }))
    .filter(({ actions }) => actions.length > 0);
  if (granted.length === 0 && revoked.length === 0) return undefined;
  return {
    ...(granted.length > 0 ? { GrantPermissions: toApi<ResourcePermission[]>(granted) } : {}),
    ...(revoked.length > 0 ? { RevokePermissions: toApi<ResourcePermission[]>(revoked) } : {}),
  };
}
