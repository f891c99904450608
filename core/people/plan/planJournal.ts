import type { Journal } from "../../reconcile/subject.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { Person } from "../person.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import type { PersonStep } from "../step.ts";
import { type OwedPerson, readOwed } from "./owedPerson.ts";
import { foreignProfile } from "./planPerson.ts";

/** What is owed to people whom an earlier run deleted and did not come to make whole again. */
export interface OwedPlan {
  readonly steps: readonly PersonStep[];
  /** Session names of those to whom nothing is owed any more. */
  readonly settled: readonly string[];
  /** A person of the roster who is not there, with what is owed to them. */
  readonly complete: (person: Person) => Person & { readonly restores?: boolean };
}

const reason = "an earlier run deleted them and was stopped before it had given everything back";

/** The steps that give back what an earlier run took on its way. Pure. */
export function planJournal(
  governed: GovernedNamespace,
  { people }: ActualNamespace,
  journal: Journal,
): OwedPlan {
  const owed = new Map(
    Object.entries(journal).map(([session, entry]) => [
      session,
      readOwed(session, entry, governed.scope),
    ]),
  );
  const present = new Set(people.map(({ session }) => session));
  const rostered = new Set(governed.people.map(({ session }) => session.toLowerCase()));
  const steps: PersonStep[] = [];
  const settled: string[] = [];
  for (const [session, entry] of owed) {
    const stays = rostered.has(session.toLowerCase());
    const comesBack = present.has(session) || stays || governed.guard.leavers !== "remove";
    if (!comesBack || (present.has(session) && entry.foreignGroups.length === 0)) {
      settled.push(session);
      continue;
    }
    if (!present.has(session) && !stays) steps.push(registerAgain(governed, session, entry));
    if (entry.foreignGroups.length > 0) {
      const { email, foreignGroups: groupNames } = entry;
      steps.push({ kind: "give-back", session, email, groupNames, reason });
    }
  }
  const spellings = new Map([...owed.keys()].map((session) => [session.toLowerCase(), session]));
  return {
    steps,
    settled,
    complete: (person) => {
      // As QuickSight spelled them: in the case of the membership file they would be another user.
      const session = spellings.get(person.session.toLowerCase()) ?? person.session;
      const entry = owed.get(session);
      if (entry === undefined) return person;
      const customPermissions = person.customPermissions ?? foreignProfile(governed, { ...entry });
      return {
        ...person,
        session,
        ...(customPermissions === undefined ? {} : { customPermissions }),
        restores: entry.foreignGroups.length === 0,
      };
    },
  };
}

/** Who left, and was to stay: a deletion makes readers only, so that an entry with another role is not of this program. */
function registerAgain(
  governed: GovernedNamespace,
  session: string,
  entry: OwedPerson,
): PersonStep {
  return {
    kind: "register",
    session,
    email: entry.email,
    role: governed.guard.leavers === "keep" && entry.role === "READER_PRO" ? entry.role : "READER",
    customPermissions: foreignProfile(governed, { ...entry }),
    restores: entry.foreignGroups.length === 0,
    reason,
  };
}
