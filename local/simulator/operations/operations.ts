import { accountOperations } from "./account/accountOperations.ts";
import { customPermissionsOperations } from "./customPermissions/customPermissionsOperations.ts";
import { groupOperations } from "./groups/groupOperations.ts";
import type { AnyHandler, OperationGroup } from "./handler.ts";
import { ipRestrictionOperations } from "./ipRestriction/ipRestrictionOperations.ts";
import { membershipOperations } from "./memberships/membershipOperations.ts";
import { namespaceOperations } from "./namespaces/namespaceOperations.ts";
import { roleOperations } from "./roles/roleOperations.ts";
import { tagOperations } from "./tags/tagOperations.ts";
import { userOperations } from "./users/userOperations.ts";

/** Every kind of resource that the simulator knows; a new kind adds its group here. */
const groups: readonly OperationGroup[] = [
  accountOperations,
  customPermissionsOperations,
  groupOperations,
  ipRestrictionOperations,
  membershipOperations,
  namespaceOperations,
  roleOperations,
  tagOperations,
  userOperations,
];

/** The behaviour of every operation that has one, with the scope of its group. */
export const operations: ReadonlyMap<
  string,
  { readonly scope: OperationGroup["scope"]; readonly handle: AnyHandler }
> = new Map(
  groups.flatMap(({ scope, handlers }) =>
    Object.entries(handlers).map(([name, handle]) => [name, { scope, handle }] as const),
  ),
);
