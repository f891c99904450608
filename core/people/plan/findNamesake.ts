import type { Person } from "../person.ts";
import type { ActualPerson } from "../readNamespace.ts";

/**
 * The newcomer who is most likely the person who leaves, under another address: one and only one whose name in the directory,
 * or whose part of the address before the @, is theirs. A guess for the reasons that people read: nothing is decided by it.
 */
export function findNamesake(
  { session }: Pick<ActualPerson, "session">,
  newcomers: readonly Person[],
): Person | undefined {
  const name = localPart(session);
  const found = newcomers.filter(
    ({ session: other, user = "" }) => user.toLowerCase() === name || localPart(other) === name,
  );
  return found.length === 1 ? found[0] : undefined;
}

function localPart(session: string): string {
  return (session.split("@")[0] ?? session).toLowerCase();
}
