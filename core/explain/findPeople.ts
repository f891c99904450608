import type { NamedPerson } from "./accessClasses.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Whom a text means: a whole user name, a session name (what comes after the role in a user name) or an email, these two in any case.
 * Whole user names go before all else.
 *
 * @param namespace the one to look in; absent: all
 */
export function findPeople(
  { namespaces }: Pick<Snapshot, "namespaces">,
  text: string,
  namespace?: string,
): NamedPerson[] {
  const all = Object.entries(namespaces)
    .filter(([name]) => namespace === undefined || name === namespace)
    .flatMap(([name, { people }]) => people.map((person) => ({ namespace: name, person })));
  const exact = all.filter(({ person }) => person.userName === text);
  if (exact.length > 0) return exact;
  const wanted = text.toLowerCase();
  return all.filter(
    ({ person: { userName, email } }) =>
      email.toLowerCase() === wanted || sessionOf(userName).toLowerCase() === wanted,
  );
}

/** The part of a user name behind the role; the whole of one that has none. */
export function sessionOf(userName: string): string {
  return userName.slice(userName.indexOf("/") + 1);
}
