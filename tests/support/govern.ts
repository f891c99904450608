import type { FormerNamespace, GovernedNamespace } from "../../core/people/governedNamespace.ts";
import type { Person } from "../../core/people/person.ts";
import type { ActualNamespace, ActualPerson } from "../../core/people/readNamespace.ts";
import { countMembers } from "../../core/people/rules/countMembers.ts";
import { defaultGuard, type GuardSettings } from "../../core/settings/guardSettings.ts";
import type { Role } from "../../core/settings/role.ts";
import { scope } from "./simulatedNamespace.ts";

/** A namespace that is to have these people, with the default guard but for what is given. */
export function govern(
  people: readonly Person[],
  {
    guard = {},
    ...rest
  }: Partial<Omit<GovernedNamespace, "guard">> & { guard?: Partial<GuardSettings> } = {},
): GovernedNamespace {
  return {
    scope,
    dataRegions: [scope.identityRegion],
    people,
    customPermissions: [],
    emails: "correct",
    guard: { ...defaultGuard, ...guard },
    ...rest,
  };
}

/** A namespace that has these people. */
export function namespaceWith(
  people: readonly ActualPerson[],
  rest: Partial<ActualNamespace> = {},
): ActualNamespace {
  return { people, unmanaged: [], groups: [], descriptions: {}, unmanagedGroups: [], ...rest };
}

/** Somebody as the roster wants them; the session name is the email. */
export function desired(email: string, role: Role, ...groups: string[]): Person {
  return { session: email, email, role, groups };
}

/** Somebody as QuickSight has them. */
export function actual(email: string, role: Role, ...groups: string[]): ActualPerson {
  return { session: email, email, role, groups };
}

/** How a namespace was governed that had these people. */
export function former(people: readonly Person[]): FormerNamespace {
  return {
    sessions: new Set(people.map(({ session }) => session)),
    federationRole: scope.federationRole,
    groupPrefix: scope.groupPrefix,
    members: countMembers(people),
  };
}
