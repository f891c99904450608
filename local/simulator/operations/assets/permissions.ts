import type { ResourcePermission } from "@aws-sdk/client-quicksight";
import type { Permissions } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import type { Checked } from "../handler.ts";
import { refuse } from "../refuse.ts";
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
 * principal.
 */
export function changePermissions(
  store: Store,
  kind: AssetKind,
  permissions: Permissions,
  { GrantPermissions = [], RevokePermissions = [] }: PermissionChanges,
): void {
  const revoked = revokePermissions(kind, permissions, RevokePermissions);
  const changed = grantPermissions(store, kind, revoked, GrantPermissions);
  permissions.clear();
  changed.forEach((actions, principal) => permissions.set(principal, actions));
}

/** The permissions with these added; what each principal then has must be a whole set, and the principals must exist. */
export function grantPermissions(
  store: Store,
  kind: AssetKind,
  permissions: Permissions,
  grants: Changes,
): Permissions {
  const changed = new Map(permissions);
  for (const { Principal, Actions } of grants) {
    if (kind.judged !== "result") requireSet(kind, Actions);
    const principal = requirePrincipal(store, Principal, kind.principals);
    const result = [...new Set([...(changed.get(Principal) ?? []), ...Actions])];
    const reader = principal.type === "user" && principal.user.role.includes("READER");
    if (reader && !kind.readersOwn && fits(kind, result) && !fitsSet(kind, 0, result)) {
      // The user guide says so; that the API refuses it, and how, is not confirmed.
      refuse(`Principal ${Principal} is a reader and can't own a ${kind.label}.`);
    }
    changed.set(Principal, result);
  }
  for (const actions of changed.values()) {
    // AWS's words, as users report them of data sources and data sets; for other kinds they are assumed.
    if (!fits(kind, actions)) {
      refuse("Resultant state of ResourcePermissions on this resource is not supported");
    }
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
    if (kind.judged === "changes") requireSet(kind, Actions);
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
function requireSet(kind: AssetKind, actions: readonly string[]): void {
  if (!fits(kind, actions)) {
    const valid = kind.permissionSets.map((set) => `[${set.join(", ")}]`).join(" or ");
    refuse(
      `ResourcePermission list contains unsupported permission sets [${actions.join(", ")}] ` +
        `for this resource. Valid sets : ${valid}`,
    );
  }
}

/** Whether actions are a set of the kind. */
function fits(kind: AssetKind, actions: readonly string[]): boolean {
  const { permissionSets, wholeSets } = kind;
  return wholeSets
    ? permissionSets.some((_, place) => fitsSet(kind, place, actions))
    : actions.every((action) => permissionSets.at(-1)?.includes(action));
}

function fitsSet(kind: AssetKind, place: number, actions: readonly string[]): boolean {
  const set = kind.permissionSets[place] ?? [];
  const allowed = [...set, ...(kind.optionalActions?.[place] ?? [])];
  return (
    set.every((action) => actions.includes(action)) &&
    actions.every((action) => allowed.includes(action))
  );
}

/** Permissions as the API shows them. */
export function showPermissions(permissions: Permissions): ResourcePermission[] {
  return [...permissions].map(([Principal, actions]) => ({ Principal, Actions: [...actions] }));
}
