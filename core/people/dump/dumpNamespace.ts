import { ownValue } from "../../aws/ownValue.ts";
import { parseMembership } from "../membership/parseMembership.ts";
import { describeUnmanagedUser } from "../plan/describeUnmanagedUser.ts";
import { isWaiting } from "../plan/planLeaver.ts";
import type { ActualNamespace, ActualPerson } from "../readNamespace.ts";
import { commonRole, highestRole, isLower, type Role } from "../../settings/role.ts";
import { buildRoster } from "../roster/buildRoster.ts";
import { groupName } from "../../settings/names.ts";
import { findProfiles } from "./findProfiles.ts";
import {
  formatMembership,
  hasOwnSessions,
  type MembershipEntry,
} from "../membership/formatMembership.ts";
import { enlist } from "./enlist.ts";

/** A group as the settings have it. */
export interface DumpedGroup {
  readonly role?: Role;
  readonly description?: string;
  readonly customPermissions?: string;
}

/** A live namespace as settings and membership: a plan made from them is empty. */
export interface Dump {
  /** By name, without the prefix; sorted. */
  readonly groups: Readonly<Record<string, DumpedGroup>>;
  readonly membership: readonly MembershipEntry[];
  /** People who must be named in `guard.protected`, as a plan would take something from them: session name, and why. */
  readonly protected: readonly { readonly session: string; readonly why: string }[];
  /** Whether what people raise by themselves is kept; absent: they may not, or nobody may see that. */
  readonly selfUpgrade?: "adopt";
  /** What there is and is not managed, in words. */
  readonly unmanaged: readonly string[];
  /** What settings and membership file cannot say, in words. */
  readonly notices: readonly string[];
}

/**
 * Says a live namespace in settings and membership. Pure.
 *
 * Whom the membership file cannot name (a name that differs from another in case only, somebody without an email) is left out
 * of it and protected. A group gets the lowest role of its members, so that
 * nobody is promoted; whoever has a higher one than all their groups give is protected.
 */
export function dumpNamespace(namespace: string, actual: ActualNamespace): Dump {
  const names = actual.groups.filter((name) => groupName.safeParse(name).success).sort();
  const people = [...actual.people].sort((a, b) => (a.session < b.session ? -1 : 1));
  const { listed, reasons } = findListed(namespace, names, people);
  const groups = describeGroups(names, listed, actual.descriptions);
  const isOpen = actual.selfUpgrades?.door === "open";
  return {
    groups,
    ...(isOpen ? { selfUpgrade: "adopt" } : {}),
    membership: enlist(namespace, names, listed),
    protected: people.flatMap((person) => {
      const { session } = person;
      // A plan leaves these alone, whoever they are.
      if (isWaiting(person)) return [];
      const why = reasons.get(session) ?? findLoss(person, names, groups);
      return why === undefined ? [] : [{ session, why }];
    }),
    unmanaged: describeUnmanaged(actual),
    notices: [...findUnsaid(actual, names, listed, groups), ...(isOpen ? [raised] : [])],
  };
}

const raised =
  "people of the namespace may raise their own role, and selfUpgrade: adopt keeps that; deny has an administrator approve it";

/** People whom the file can name, by asking those who read it; and of the others, why it cannot. */
function findListed(
  namespace: string,
  names: readonly string[],
  people: readonly ActualPerson[],
): { listed: readonly ActualPerson[]; reasons: Map<string, string> } {
  const reasons = new Map<string, string>();
  for (const person of people) {
    if (!person.groups.some((group) => names.includes(group))) {
      reasons.set(person.session, `is in no group that the settings can name (${person.role})`);
    } else if (person.email === "") {
      reasons.set(person.session, "has no email in QuickSight, and the membership file wants one");
    }
  }
  for (;;) {
    const listed = people.filter(({ session }) => !reasons.has(session));
    const refused = findRefused(namespace, names, listed);
    if (refused.size === 0) return { listed, reasons };
    for (const [session, why] of refused) reasons.set(session, why);
  }
}

/** By session name, what the readers of the membership file have against the rows of a person. */
function findRefused(
  namespace: string,
  names: readonly string[],
  people: readonly ActualPerson[],
): Map<string, string> {
  const entries = enlist(namespace, names, people);
  // Whether the file as a whole names nobody is not about a person.
  if (entries.length === 0) return new Map();
  const most = Number.POSITIVE_INFINITY;
  const parsed = parseMembership(formatMembership(entries), "", { most });
  const groups = Object.fromEntries(names.map((name) => [name, {}]));
  const namespaces = [namespace];
  const settings = {
    namespace,
    namespaces,
    groups,
    session: hasOwnSessions(entries) ? "column" : "email",
    most,
  } as const;
  const { people: listed, problems } = buildRoster(parsed, settings);
  const refused = new Map<string, string>();
  for (const { where, message } of [...parsed.problems, ...problems]) {
    // The first line is the header's.
    const entry = entries[Number(where.slice(1)) - 2];
    if (entry !== undefined)
      refused.set(entry.session, `cannot be in a membership file: ${message}`);
  }
  const named = new Set(listed.map(({ session }) => session));
  for (const { session } of entries) {
    if (named.has(session) || refused.has(session)) continue;
    refused.set(
      session,
      "cannot be in a membership file: another name differs in case only, and the file would mean one person",
    );
  }
  return refused;
}

function describeGroups(
  names: readonly string[],
  people: readonly ActualPerson[],
  descriptions: Readonly<Record<string, string>>,
): Record<string, DumpedGroup> {
  const members = new Map(names.map((name): [string, ActualPerson[]] => [name, []]));
  for (const person of people) {
    for (const group of person.groups) members.get(group)?.push(person);
  }
  const profiles = findProfiles(members, people);
  return Object.fromEntries(
    names.map((name) => {
      const role = commonRole((members.get(name) ?? []).map((member) => member.role));
      const description = ownValue(descriptions, name);
      const customPermissions = profiles.get(name);
      return [
        name,
        {
          ...(role === undefined ? {} : { role }),
          ...(description === undefined ? {} : { description }),
          ...(customPermissions === undefined ? {} : { customPermissions }),
        },
      ];
    }),
  );
}

/** What a plan would take from a person of the file. */
function findLoss(
  { role, groups }: ActualPerson,
  names: readonly string[],
  described: Readonly<Record<string, DumpedGroup>>,
): string | undefined {
  const given = highestRole(groups.flatMap((group) => ownValue(described, group)?.role ?? []));
  const unsaid = groups.filter((group) => !names.includes(group));
  const losses = [
    ...(isLower(given, role) ? [`is ${role}, and their groups give ${given}`] : []),
    ...(unsaid.length > 0 ? [`is in ${unsaid.join(", ")}, which the settings cannot name`] : []),
  ];
  return losses.length === 0 ? undefined : losses.join("; ");
}

function describeUnmanaged({ unmanaged, unmanagedGroups }: ActualNamespace): string[] {
  const users = unmanaged.map(describeUnmanagedUser);
  return [...users.sort(), ...unmanagedGroups.map((name) => `group ${name}`).sort()];
}

function findUnsaid(
  { groups, people }: ActualNamespace,
  names: readonly string[],
  listed: readonly ActualPerson[],
  described: Readonly<Record<string, DumpedGroup>>,
): string[] {
  const said = new Set(Object.values(described).flatMap((group) => group.customPermissions ?? []));
  const profiles = people.flatMap(({ customPermissions }) => customPermissions ?? []);
  return [
    ...groups
      .filter((name) => !names.includes(name))
      .sort()
      .map(
        (name) =>
          `group ${name}: its name cannot be written in the settings (lower-case letters, digits, dots, dashes, underscores); its members keep it`,
      ),
    ...[...new Set(profiles)]
      .filter((profile) => !said.has(profile))
      .sort()
      .map(
        (profile) =>
          `custom permissions ${profile}: not what all members of some group have and nobody else; left out, so that plans leave it alone`,
      ),
    ...(listed.length === 0
      ? ["the membership file names nobody, and plans refuse such a file until it does"]
      : []),
  ];
}
