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
  for (const { email } of people) {
    const user = userOf(email).toLowerCase();
    uses.set(user, (uses.get(user) ?? 0) + 1);
  }
  return people.flatMap(({ email, groups }) => {
    const user = userOf(email);
    // Two people may be called the same at two domains; their whole emails differ.
    const unique = uses.get(user.toLowerCase()) === 1 ? user : email;
    return groups
      .filter((group) => known.has(group))
      .map((group) => ({ namespace, group, user: unique, email }));
  });
}

function userOf(email: string): string {
  return email.split("@")[0] || email;
}
