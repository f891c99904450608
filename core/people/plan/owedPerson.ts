import { groupOf, type NamespaceScope } from "../../aws/scope.ts";
import type { Role } from "../../settings/role.ts";

/** What the journal holds of a person before they are deleted to be registered again. */
export interface JournalEntry {
  /** When the run began that noted it; ISO 8601, UTC. */
  readonly at: string;
  readonly email: string;
  /** The role that they get. */
  readonly role: Role;
  readonly customPermissions?: string | undefined;
  /** Every group that they are in and that was not ours then, as QuickSight names it: which are ours may change until it is read. */
  readonly groupNames: readonly string[];
}

/** A journal's entry as it was read: whoever may write to the bucket may have written it. */
export interface OwedPerson {
  /** In milliseconds since 1970; absent where it says no time. */
  readonly at?: number;
  readonly email: string;
  readonly role: string;
  readonly customPermissions?: string | undefined;
  /** The groups that are not ours: ours are given by the roster. */
  readonly foreignGroups: readonly string[];
}

/** What can be the name of a profile (QuickSight API model, `CustomPermissionsName`): a call with another one fails for ever. */
const profileName = /^[a-zA-Z0-9+=,.@_-]{1,64}$/;

/**
 * Reads an entry; what is missing or wrong in it is left out. One of an older form names all groups, ours as well, and no time, and
 * the oldest, which had the name alone, is an empty one.
 */
export function readOwed(session: string, entry: unknown, scope: NamespaceScope): OwedPerson {
  const fields = typeof entry === "object" && entry !== null ? { ...entry } : {};
  const { at, email, role, customPermissions, groupNames } = fields as Record<string, unknown>;
  const names = Array.isArray(groupNames) ? groupNames : [];
  const time = typeof at === "string" ? Date.parse(at) : NaN;
  const isProfile = typeof customPermissions === "string" && profileName.test(customPermissions);
  return {
    ...(Number.isNaN(time) ? {} : { at: time }),
    email: typeof email === "string" ? email : session,
    role: typeof role === "string" ? role : "READER",
    ...(isProfile ? { customPermissions } : {}),
    foreignGroups: names.filter(
      (name): name is string => typeof name === "string" && groupOf(scope, name) === undefined,
    ),
  };
}
