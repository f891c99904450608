import type { GovernedNamespace } from "../../core/people/governedNamespace.ts";
import type { ActualNamespace, ActualPerson } from "../../core/people/readNamespace.ts";
import type { Person } from "../../core/people/roster/person.ts";
import { defaultGuard, type GuardSettings } from "../../core/settings/guardSettings.ts";
import type { Role } from "../../core/settings/role.ts";
import { scope } from "./simulatedNamespace.ts";

/** A namespace that is to have these people, with the default guard but for what is given. */
export function govern(
  desired: readonly Person[],
  {
    guard = {},
    ...rest
  }: Partial<Omit<GovernedNamespace, "guard">> & { guard?: Partial<GuardSettings> } = {},
): GovernedNamespace {
  return {
    scope,
    dataRegion: scope.identityRegion,
    desired,
    customPermissions: [],
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

/** Somebody as the roster wants them. */
export function wanted(email: string, role: Role, ...groups: string[]): Person {
  return { email, role, groups };
}

/** Somebody as QuickSight has them. */
export function actual(email: string, role: Role, ...groups: string[]): ActualPerson {
  return { email, registeredEmail: email, role, groups };
}
