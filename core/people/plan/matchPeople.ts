import { isLower } from "../../settings/role.ts";
import type { Person } from "../person.ts";
import type { ActualPerson } from "../readNamespace.ts";

/** Who of the roster is who in QuickSight. */
export interface MatchedPeople {
  readonly matched: readonly {
    readonly desired: Person;
    /** Absent for a newcomer. */
    readonly actual?: ActualPerson;
    /** What to say of a spelling that differs in case. */
    readonly spelling?: string;
  }[];
  readonly left: readonly {
    readonly person: ActualPerson;
    /** Given when it is not that the roster lacks them. */
    readonly reason?: string;
    /** The person of the roster whose email this user has under another session name. */
    readonly alias?: string;
    /** The session name of somebody who is spelled differently in case only, and is there as well. */
    readonly double?: string;
  }[];
}

/**
 * Matches by the whole session name, so that people of two domains never meet. Only where that finds nobody, a spelling that
 * differs in case counts: QuickSight tells the two apart (user guide: emails are case-sensitive), a directory does not. Of
 * several such spellings the one with the most rights is taken.
 */
export function matchPeople(
  desired: readonly Person[],
  people: readonly ActualPerson[],
): MatchedPeople {
  const roster = new Map(desired.map((person) => [person.session, person]));
  const exact = new Map(people.map((person) => [person.session, person]));
  const others = new Map<string, ActualPerson>();
  for (const person of [...exact.values()].sort(byRights)) {
    if (!roster.has(person.session)) others.set(person.session.toLowerCase(), person);
  }

  const present = new Map<string, string>();
  const adopted = new Set<string>();
  const matched = [...roster.values()].map((person) => {
    const lower = person.session.toLowerCase();
    present.set(lower, person.session);
    const same = exact.get(person.session);
    if (same !== undefined) return { desired: person, actual: same };
    const actual = others.get(lower);
    if (actual === undefined || adopted.has(actual.session)) return { desired: person };
    adopted.add(actual.session);
    present.set(lower, actual.session);
    const spelling = `${person.session}: is ${actual.session} in QuickSight, which tells the two spellings apart; taken for the same person. Correct the file if they sign in as ${actual.session}`;
    return { desired: person, actual, spelling };
  });
  const emails = new Map(desired.map(({ session, email }) => [email.toLowerCase(), session]));
  const left = [...exact.values()]
    .filter(({ session }) => !roster.has(session) && !adopted.has(session))
    .map((person) => {
      const double = present.get(person.session.toLowerCase());
      if (double !== undefined) {
        const reason = `${double}, who differs in case only, is the one of the membership file, and is there as well`;
        return { person, reason, double };
      }
      const alias = emails.get(person.email.toLowerCase());
      return alias === undefined ? { person } : { person, alias };
    });
  return { matched, left };
}

/** The one with the most rights last, so that it is the one that a map keeps. */
function byRights(a: ActualPerson, b: ActualPerson): number {
  if (a.role !== b.role) return isLower(a.role, b.role) ? -1 : 1;
  return a.groups.length - b.groups.length || (a.session < b.session ? 1 : -1);
}
