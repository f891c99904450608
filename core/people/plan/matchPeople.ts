import type { ActualPerson } from "../readNamespace.ts";
import type { Person, Roster } from "../roster/person.ts";

/** Who of the roster is who in QuickSight. */
export interface MatchedPeople {
  readonly matched: readonly {
    /** As the roster wants them, spelled as QuickSight spells them. */
    readonly wanted: Person;
    /** Absent for a newcomer. */
    readonly now?: ActualPerson;
    /** What to say of a spelling that differs in case. */
    readonly spelling?: string;
  }[];
  readonly left: readonly {
    readonly person: ActualPerson;
    /** Given when it is not that the roster lacks them. */
    readonly reason?: string;
    /** The person of the roster whose email this user has under another session name. */
    readonly alias?: string;
  }[];
}

/**
 * Matches by the whole email, so that people of two domains never meet. Only where that finds nobody, a spelling that differs
 * in case counts: QuickSight tells the two apart (user guide: emails are case-sensitive), a directory does not.
 */
export function matchPeople(desired: Roster, people: readonly ActualPerson[]): MatchedPeople {
  const wanted = new Map(desired.map((person) => [person.email, person]));
  const exact = new Map(people.map((person) => [person.email, person]));
  const others = new Map<string, ActualPerson>();
  for (const person of [...exact.values()].sort((a, b) => (a.email < b.email ? 1 : -1))) {
    if (!wanted.has(person.email)) others.set(person.email.toLowerCase(), person);
  }

  const spelled = new Map<string, string>();
  const adopted = new Set<string>();
  const matched = [...wanted.values()].map((person) => {
    const lower = person.email.toLowerCase();
    spelled.set(lower, person.email);
    const same = exact.get(person.email);
    if (same !== undefined) return { wanted: person, now: same };
    const now = others.get(lower);
    if (now === undefined || adopted.has(now.email)) return { wanted: person };
    adopted.add(now.email);
    const spelling = `${person.email}: is ${now.email} in QuickSight, which tells the two spellings apart; taken for the same person. Correct the file if they sign in as ${now.email}`;
    return { wanted: { ...person, email: now.email }, now, spelling };
  });
  const left = [...exact.values()]
    .filter(({ email }) => !wanted.has(email) && !adopted.has(email))
    .map((person) => {
      const other = spelled.get(person.email.toLowerCase());
      if (other !== undefined) {
        return { person, reason: `the membership file spells them ${other}, who is there as well` };
      }
      const same = spelled.get(person.registeredEmail.toLowerCase());
      return same === undefined ? { person } : { person, alias: same };
    });
  return { matched, left };
}
