import type { ResourcePermission } from "@aws-sdk/client-quicksight";
import type { Permissions } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { Checked } from "../handler.ts";
import type { AssetKind } from "./assetKind.ts";
import { requirePrincipal } from "./principals.ts";

type Changes = readonly Checked<ResourcePermission>[];

/** The part of an input that changes permissions. */
export interface PermissionChanges {
  readonly GrantPermissions?: Changes | undefined;
  readonly RevokePermissions?: Changes | undefined;
}

/**
 * Revokes, then grants, or changes nothing when either is refused.
 *
 * That revoking comes first is not confirmed; it only matters when both name the same action of a
 * principal. What remains of a principal's actions must be a whole set, too.
 */
export function changePermissions(
  store: Store,
  kind: AssetKind,
  permissions: Permissions,
  { GrantPermissions = [], RevokePermissions = [] }: PermissionChanges,
): void {
  const revoked = revokePermissions(kind, permissions, RevokePermissions);
  const changed = grantPermissions(store, kind, revoked, GrantPermissions);
  for (const actions of changed.values()) {
    requireWholeSet(kind, actions);
  }
  permissions.clear();
  changed.forEach((actions, principal) => permissions.set(principal, actions));
}

/** The permissions with these added; each must be a whole set for a principal that exists. */
export function grantPermissions(
  store: Store,
  kind: AssetKind,
  permissions: Permissions,
  grants: Changes,
): Permissions {
  const changed = new Map(permissions);
  for (const { Principal, Actions } of grants) {
    requireWholeSet(kind, Actions);
    const principal = requirePrincipal(store, Principal, kind.principals);
    const reader = principal.type === "user" && principal.user.role.includes("READER");
    if (reader && !kind.readersOwn && !isSame(Actions, kind.permissionSets[0] ?? [])) {
      // The user guide says so; that the API refuses it, and how, is not confirmed.
      throw new ApiError(
        "InvalidParameterValueException",
        `Principal ${Principal} is a reader and can't own a ${kind.label}.`,
      );
    }
    changed.set(Principal, [...new Set([...(changed.get(Principal) ?? []), ...Actions])]);
  }
  return changed;
}

// Principals that are gone can still be revoked, and revoking what is not there is no error (ours).
function revokePermissions(
  kind: AssetKind,
  permissions: Permissions,
  revocations: Changes,
): Permissions {
  const changed = new Map(permissions);
  for (const { Principal, Actions } of revocations) {
    if (kind.revokesWholeSets) {
      requireWholeSet(kind, Actions);
    }
    const left = (changed.get(Principal) ?? []).filter((action) => !Actions.includes(action));
    if (left.length > 0) {
      changed.set(Principal, left);
    } else {
      changed.delete(Principal);
    }
  }
  return changed;
}

// These words are AWS's (hashicorp/terraform-provider-aws#32680, #30400).
function requireWholeSet(
  { permissionSets, wholeSets }: AssetKind,
  actions: readonly string[],
): void {
  const taken = wholeSets
    ? permissionSets.some((set) => isSame(set, actions))
    : actions.every((action) => permissionSets.at(-1)?.includes(action));
  if (!taken) {
    const valid = permissionSets.map((set) => `[${set.join(", ")}]`).join(" or ");
    throw new ApiError(
      "InvalidParameterValueException",
      `ResourcePermission list contains unsupported permission sets [${actions.join(", ")}] ` +
        `for this resource. Valid sets : ${valid}`,
    );
  }
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  const wanted = new Set(right);
  return new Set(left).size === wanted.size && left.every((action) => wanted.has(action));
}

/** Permissions as the API shows them. */
export function showPermissions(permissions: Permissions): ResourcePermission[] {
  return [...permissions].map(([Principal, actions]) => ({ Principal, Actions: [...actions] }));
}
