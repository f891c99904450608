import { findRoleId } from "../../upstream/serviceRole.ts";
import { upstreamOf } from "../../upstream/upstream.ts";
import type { Namespace, Store, User } from "../../store/store.ts";
import type { Call } from "../handler.ts";

/** How long the emulator's word for a role holds, in milliseconds: lists of people come page by page. */
const knownForMs = 500;

/** What QuickSight calls everybody whose IAM role or user is gone (API reference of User). */
export const noName = "N/A";

/**
 * Takes the names of those whose role is gone: they are called N/A, calls by name do not find them, and only their principal id is left
 * (API reference of DeleteUserByPrincipalId). A role of the same name that was made again is another role.
 *
 * That calls by their former name do not find them, that they stay in their groups, and that another user may get the name, is not
 * confirmed. Without `upstream`, and for roles that the emulator did not have when people were registered, nobody knows.
 */
export async function orphanUsers(call: Call<unknown>, store: Store): Promise<void> {
  const upstream = upstreamOf(call);
  const { iamRoles } = store;
  if (upstream === undefined || iamRoles.size === 0) return;
  for (const [name, role] of iamRoles) {
    if (call.now - role.askedAt < knownForMs) continue;
    role.askedAt = call.now;
    const id = await findRoleId(upstream, name);
    if (id === role.id) continue;
    iamRoles.delete(name);
    for (const namespace of store.namespaces.values()) orphanIn(namespace, name, role.id);
  }
}

/**
 * Takes the names of the people of a role as if somebody had deleted it: what a control route does where there is no emulator.
 *
 * @param body `{ "Role": "<its name>" }`
 * @throws Error when it says none
 */
export function orphanRole({ store }: { readonly store: Store }, body: unknown): void {
  const { Role } = (body ?? {}) as { readonly Role?: unknown };
  if (typeof Role !== "string") throw new Error('the body must be { "Role": "<name of a role>" }');
  store.iamRoles.delete(Role);
  for (const namespace of store.namespaces.values()) orphanIn(namespace, Role, "");
}

function orphanIn(namespace: Namespace, roleName: string, roleId: string): void {
  const theirs = [...namespace.users.values()].filter(
    ({ name, principalId }) =>
      name.startsWith(`${roleName}/`) && principalId.startsWith(`federated/iam/${roleId}`),
  );
  for (const user of theirs) {
    const orphan: User = { ...user, name: user.principalId, formerName: user.name };
    namespace.users.delete(user.name);
    namespace.users.set(orphan.name, orphan);
    namespace.userNameByPrincipalId.set(user.principalId, orphan.name);
    for (const group of user.groups.keys()) {
      const members = namespace.groups.get(group)?.members;
      members?.delete(user.name);
      members?.add(orphan.name);
    }
  }
}

/** What the API shows as the name of a user. */
export function shownName({ name, formerName }: Pick<User, "name" | "formerName">): string {
  return formerName === undefined ? name : noName;
}
