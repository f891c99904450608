import { printable } from "../../aws/printable.ts";
import { userNameOf } from "../../aws/scope.ts";
import type { Journal } from "../../reconcile/subject.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { Person } from "../person.ts";
import type { ActualNamespace, ActualPerson } from "../readNamespace.ts";
import type { PersonStep } from "../step.ts";
import { describeBadSession } from "../roster/describeBadSession.ts";
import { nameSome } from "../../aws/nameSome.ts";
import { findProtection } from "./findProtection.ts";
import { type OwedPerson, readOwed } from "./owedPerson.ts";
import { planOwedLeaver } from "./planOwedLeaver.ts";
import { foreignProfile } from "./planPerson.ts";

/** What is owed to people whom an earlier run deleted and did not come to make whole again. */
export interface OwedPlan {
  readonly steps: readonly PersonStep[];
  /** What is kept for somebody, forgotten, or not given back. */
  readonly notices: readonly string[];
  /** Keys of the entries of those to whom nothing is owed any more. */
  readonly settled: readonly string[];
  /** A person of the roster who is not there, with what is owed to them. */
  readonly complete: (person: Person) => Person & { readonly restores?: boolean };
}

const reason = "an earlier run deleted them and was stopped before it had given everything back";

/** An entry with what there is of it to be given. */
interface Owed extends OwedPerson {
  /** The key in the journal: their session name. */
  readonly key: string;
  /** The groups of others that exist. */
  readonly groupNames: readonly string[];
  readonly goneGroups: readonly string[];
  /** The profile that the settings do not name. */
  readonly profile: string | undefined;
}

/**
 * The steps that give back what an earlier run took on its way. Pure.
 *
 * @param now milliseconds since 1970
 */
export function planJournal(
  governed: GovernedNamespace,
  actual: ActualNamespace,
  journal: Journal,
  now: number,
): OwedPlan {
  const groups = new Set(actual.unmanagedGroups);
  const owed = new Map(
    Object.entries(journal).map(([key, raw]) => [key, readEntry(governed, groups, key, raw)]),
  );
  const plan = { steps: [] as PersonStep[], notices: [] as string[], settled: [] as string[] };
  const find = owed.size === 0 ? undefined : finderOf(governed, actual);
  for (const entry of owed.values()) {
    const part = find === undefined ? {} : planEntry(governed, entry, find(entry), now);
    plan.steps.push(...(part.steps ?? []));
    plan.notices.push(
      ...(part.notices ?? []).map((notice) => printable(`${entry.key}: ${notice}`)),
    );
    if (part.isSettled === true) plan.settled.push(entry.key);
  }
  const spellings = new Map([...owed.keys()].map((key) => [key.toLowerCase(), key]));
  return {
    ...plan,
    complete: (person) => {
      // As QuickSight spelled them: in the case of the membership file they would be another user.
      const session = spellings.get(person.session.toLowerCase()) ?? person.session;
      const entry = owed.get(session);
      if (entry === undefined) return person;
      const customPermissions = person.customPermissions ?? entry.profile;
      return {
        ...person,
        session,
        ...(customPermissions === undefined ? {} : { customPermissions }),
        restores: entry.groupNames.length === 0,
      };
    },
  };
}

function readEntry(
  governed: GovernedNamespace,
  groups: ReadonlySet<string>,
  key: string,
  raw: unknown,
): Owed {
  const owed = readOwed(key, raw, governed.scope);
  return {
    ...owed,
    key,
    groupNames: owed.foreignGroups.filter((name) => groups.has(name)),
    goneGroups: owed.foreignGroups.filter((name) => !groups.has(name)),
    profile: foreignProfile(governed, owed),
  };
}

/** Who somebody of the journal is now. */
interface Found {
  /** As QuickSight has them. */
  readonly there: ActualPerson | undefined;
  /** As the roster wants them. */
  readonly desired: Person | undefined;
  /** True: nothing is taken from them when they leave. */
  readonly stays: boolean;
  /** True: somebody of their name is there who is not managed here. */
  readonly isStranger: boolean;
}

function finderOf(
  governed: GovernedNamespace,
  { people, unmanaged }: ActualNamespace,
): (entry: Owed) => Found {
  const exact = new Map(people.map((person) => [person.session, person]));
  const spelled = new Map(people.map((person) => [person.session.toLowerCase(), person]));
  const roster = new Map(governed.people.map((one) => [one.session.toLowerCase(), one]));
  const strangers = new Set(unmanaged.map(({ userName }) => userName));
  const protection = findProtection(governed);
  return ({ key, email }) => ({
    there: exact.get(key) ?? spelled.get(key.toLowerCase()),
    desired: roster.get(key.toLowerCase()),
    stays: governed.guard.leavers !== "remove" || protection({ session: key, email }) !== undefined,
    isStranger: strangers.has(userNameOf(governed.scope, key)),
  });
}

interface EntryPlan {
  readonly steps?: readonly PersonStep[];
  readonly notices?: readonly string[];
  readonly isSettled?: boolean;
}

function planEntry(
  governed: GovernedNamespace,
  entry: Owed,
  { there, desired, stays, isStranger }: Found,
  now: number,
): EntryPlan {
  const { key, email, groupNames } = entry;
  if (there !== undefined) return planPresent(entry, there, desired);
  // Nobody of such a name was ever there: somebody wrote it into the bucket.
  if (describeBadSession(key) !== undefined) return { isSettled: true };
  if (desired === undefined && (isStranger || !stays)) {
    return planOwedLeaver(governed, { ...entry, customPermissions: entry.profile }, now);
  }
  // Not ours to change, and the plan for newcomers says so.
  if (isStranger) return {};
  return {
    steps: [
      ...(desired === undefined ? [registerAgain(governed, entry)] : []),
      ...(groupNames.length === 0
        ? []
        : [{ kind: "give-back", session: key, email, groupNames, reason } as const]),
    ],
    notices: describeGone(entry),
  };
}

/** For somebody who is there again, whoever registered them: without the profile and the groups of others. */
function planPresent(entry: Owed, there: ActualPerson, desired: Person | undefined): EntryPlan {
  const { key, email, groupNames, profile } = entry;
  const { session, customPermissions: current } = there;
  const isOwed = profile !== undefined && desired?.customPermissions === undefined;
  const customPermissions = isOwed && current === undefined ? profile : undefined;
  const isReplaced = isOwed && current !== undefined && current !== profile;
  const notices = [
    ...(isReplaced
      ? [`has the profile ${current} since; ${profile}, which they had before, is not given back`]
      : []),
    ...describeGone(entry),
  ];
  if (groupNames.length === 0 && customPermissions === undefined) {
    return { notices, isSettled: true };
  }
  const step: PersonStep = {
    kind: "give-back",
    session,
    email,
    groupNames,
    ...(customPermissions === undefined ? {} : { customPermissions }),
    ...(session === key ? {} : { owedTo: key }),
    reason,
  };
  return { steps: [step], notices };
}

function describeGone({ goneGroups }: Owed): string[] {
  if (goneGroups.length === 0) return [];
  return [`was in ${nameSome(goneGroups)}, which is gone meanwhile and is not given back`];
}

/** Who left, and was to stay: a deletion makes readers only, so that an entry with another role is not of this program. */
function registerAgain(
  governed: GovernedNamespace,
  { key, email, role, profile, groupNames }: Owed,
): PersonStep {
  return {
    kind: "register",
    session: key,
    email,
    role: governed.guard.leavers !== "downgrade" && role === "READER_PRO" ? role : "READER",
    customPermissions: profile,
    restores: groupNames.length === 0,
    reason,
  };
}
