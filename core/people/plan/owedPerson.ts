import { groupOf, type NamespaceScope } from "../../aws/scope.ts";
import type { Role } from "../../settings/role.ts";

/** What the journal holds of a person before they are deleted to be registered again. */
export interface JournalEntry {
  readonly email: string;
  /** The role that they get. */
  readonly role: Role;
  readonly customPermissions?: string | undefined;
  /** Every group that they are in, as QuickSight names it, ours or not. */
  readonly groupNames: readonly string[];
}

/** A journal's entry as it was read: whoever may write to the bucket may have written it. */
export interface OwedPerson {
  readonly email: string;
  readonly role: string;
  readonly customPermissions?: string | undefined;
  /** The groups that are not ours: ours are given by the roster. */
  readonly foreignGroups: readonly string[];
}

/** Reads an entry; what is missing or wrong in it is left out, and an older form, which had the name alone, is an empty one. */
export function readOwed(session: string, entry: unknown, scope: NamespaceScope): OwedPerson {
  const fields = typeof entry === "object" && entry !== null ? { ...entry } : {};
  const { email, role, customPermissions, groupNames } = fields as Record<string, unknown>;
  const names = Array.isArray(groupNames) ? groupNames : [];
  return {
    email: typeof email === "string" ? email : session,
    role: typeof role === "string" ? role : "READER",
    ...(typeof customPermissions === "string" ? { customPermissions } : {}),
    foreignGroups: names.filter(
      (name): name is string => typeof name === "string" && groupOf(scope, name) === undefined,
    ),
  };
}
