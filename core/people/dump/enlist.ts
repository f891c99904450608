import type { MembershipEntry } from "../membership/formatMembership.ts";
import type { ActualPerson } from "../readNamespace.ts";

/**
 * The rows of a membership file that say who is in which group.
 *
 * @param names the groups that settings can name, without the prefix
 */
export function enlist(
  namespace: string,
  names: readonly string[],
  people: readonly ActualPerson[],
): MembershipEntry[] {
  const known = new Set(names);
  const uses = new Map<string, number>();
  for (const { session } of people) {
    const user = userOf(session).toLowerCase();
    uses.set(user, (uses.get(user) ?? 0) + 1);
  }
  return people.flatMap(({ session, email, groups }) => {
    const user = userOf(session);
    // Two people may be called the same at two domains; their whole names differ.
    const unique = uses.get(user.toLowerCase()) === 1 ? user : session;
    return groups
      .filter((group) => known.has(group))
      .map((group) => ({ namespace, group, user: unique, email, session }));
  });
}

function userOf(session: string): string {
  return session.split("@")[0] || session;
}
