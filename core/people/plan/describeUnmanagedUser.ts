import type { UnmanagedUser } from "../readNamespace.ts";

/**
 * `user Administrator/ana (ADMIN, member of usa)`. QuickSight calls everybody N/A whose role is gone: only email and principal id tell
 * whose licence it is, and lists of members don't tell one from another, so that no groups are named.
 */
export function describeUnmanagedUser({
  userName,
  role,
  groups,
  email,
  principalId,
}: UnmanagedUser): string {
  if (userName === "N/A") {
    const id = [userName, email, principalId].filter((part) => part !== "").join(", ");
    return `user ${id} (${role})`;
  }
  const membership = groups.length === 0 ? "" : `, member of ${[...groups].sort().join(", ")}`;
  return `user ${userName} (${role}${membership})`;
}
