import { printable } from "../../aws/printable.ts";
import type { ActualNamespace } from "../readNamespace.ts";

/** What there is and is not managed, in words, a line each. */
export function describeUnmanaged({ unmanaged, unmanagedGroups }: ActualNamespace): string[] {
  const users = unmanaged.map(({ userName, role, groups, email, principalId }) => {
    // QuickSight calls everybody N/A whose role is gone: only these two tell whose licence it is.
    const id = [email, principalId].filter((part) => part !== "").join(", ");
    const who = userName === "N/A" && id !== "" ? `${userName}, ${id}` : userName;
    const membership = groups.length === 0 ? "" : `, member of ${groups.join(", ")}`;
    return `user ${who} (${role}${membership}): not managed here; left as is`;
  });
  const groups = unmanagedGroups.map((name) => `group ${name}: not managed here; left as is`);
  return [...users, ...groups].map(printable);
}
