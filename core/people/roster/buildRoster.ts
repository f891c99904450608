import { highestRole, type Role } from "../../settings/role.ts";
import type { MembershipRow, ParsedMembership } from "../membership/parseMembership.ts";
import type { Problem } from "../../settings/problem.ts";

/** A person of a namespace, as the roster wants them to be. */
export interface Person {
  /** The email, which is also the session name: in QuickSight the person is `<federation role>/<email>`. */
  readonly email: string;
  readonly role: Role;
  /** The custom permissions profile that their groups give, if any. */
  readonly customPermissions?: string | undefined;
  /** Group names without the QuickSight prefix, sorted, each once. */
  readonly groups: readonly string[];
  /** The lines of the membership file that name the person; absent when the roster came from elsewhere. */
  readonly lines?: readonly number[];
}

/** The validated people of one namespace, sorted by email. */
export type Roster = readonly Person[];

/** What the settings say about a group: the role it gives, if any. */
export interface GroupSettings {
  /** Absent for a data segment (a country, PII): the group gives no role. */
  readonly role?: Role | undefined;
  /** The custom permissions profile that its members get; it must exist. */
  readonly customPermissions?: string | undefined;
  readonly description?: string | undefined;
  /** True: somebody else made it, so that it is used, never made or deleted by a stack. */
  readonly existing?: boolean | undefined;
}

/** What {@link buildRoster} needs to know of the tenant. */
export interface RosterSettings {
  readonly namespace: string;
  /** Every namespace that the account has a tenant for; a row of any other is an error. */
  readonly namespaces: readonly string[];
  /** The groups of this tenant by name. */
  readonly groups: Readonly<Record<string, GroupSettings>>;
}

/**
 * Turns the rows of a membership file into the roster of one namespace. Rows of the account's other namespaces are left to
 * their own tenants. A person gets the highest role of their groups, whatever the order of the rows.
 *
 * Problems (each with its line, sorted by line): a namespace that the account does not have, a group that the tenant does
 * not have, one user with two emails, one email for two users, a person whose groups give two custom permissions profiles
 * (QuickSight holds one for a user). The roster is only good when there are none.
 */
export function buildRoster(
  membership: ParsedMembership,
  settings: RosterSettings,
): { roster: Roster; problems: readonly Problem[] } {
  const found: { line: number; message: string }[] = [];
  const people = new Map<string, MembershipRow[]>();
  const firstByUser = new Map<string, MembershipRow>();
  const firstByEmail = new Map<string, MembershipRow>();

  for (const row of membership.rows) {
    const messages = findWrong(row, settings);
    if (row.namespace === settings.namespace) {
      messages.push(...findClashes(row, firstByUser, firstByEmail));
      const rows = people.get(row.email);
      if (rows === undefined) people.set(row.email, [row]);
      else rows.push(row);
    }
    found.push(...messages.map((message) => ({ line: row.line, message })));
  }

  for (const rows of people.values()) found.push(...findProfiles(rows, settings));

  const roster = [...people]
    .map(([email, rows]) => toPerson(email, rows, settings))
    .sort((a, b) => (a.email < b.email ? -1 : 1));
  const problems = found.sort(byLine).map(({ line, message }) => ({
    where: `${membership.source}:${line}`,
    message,
  }));
  return { roster, problems };
}

function findWrong(row: MembershipRow, settings: RosterSettings): string[] {
  if (!settings.namespaces.includes(row.namespace)) {
    return [
      `namespace "${row.namespace}" is not one of this account (it has ${settings.namespaces.join(", ")}); correct the row, or add the namespace to account.namespaces`,
    ];
  }
  if (row.namespace === settings.namespace && !Object.hasOwn(settings.groups, row.group)) {
    return [
      `group "${row.group}" is not in the settings of namespace ${row.namespace} (it has ${Object.keys(settings.groups).join(", ")}); correct the row, or add the group to tenant.groups`,
    ];
  }
  return [];
}

/** One user with two emails would be registered twice; two users with one email would share one QuickSight user. */
function findClashes(
  row: MembershipRow,
  firstByUser: Map<string, MembershipRow>,
  firstByEmail: Map<string, MembershipRow>,
): string[] {
  const messages: string[] = [];
  const sameUser = firstByUser.get(row.user.toLowerCase());
  if (sameUser === undefined) {
    firstByUser.set(row.user.toLowerCase(), row);
  } else if (sameUser.email !== row.email) {
    const difference =
      sameUser.email.toLowerCase() === row.email.toLowerCase()
        ? ", which differs in case only, and QuickSight tells them apart"
        : "";
    messages.push(
      `user "${row.user}" has two emails: "${row.email}" here and "${sameUser.email}" on line ${sameUser.line}${difference}; give the user one email`,
    );
  }
  const sameEmail = firstByEmail.get(row.email.toLowerCase());
  if (sameEmail === undefined) {
    firstByEmail.set(row.email.toLowerCase(), row);
  } else if (sameEmail.user.toLowerCase() !== row.user.toLowerCase()) {
    messages.push(
      `email "${row.email}" belongs to two users: "${row.user}" here and "${sameEmail.user}" on line ${sameEmail.line}; give each user an email of their own`,
    );
  }
  return messages;
}

function byLine(a: { readonly line: number }, b: { readonly line: number }): number {
  return a.line - b.line;
}

function findProfiles(rows: readonly MembershipRow[], { groups }: RosterSettings) {
  const first = new Map<string, MembershipRow>();
  for (const row of rows) {
    const profile = groups[row.group]?.customPermissions;
    if (profile !== undefined && !first.has(profile)) first.set(profile, row);
  }
  const [one, other] = [...first];
  if (one === undefined || other === undefined) return [];
  const message = `"${other[1].email}" gets two custom permissions profiles: ${other[0]} by group ${other[1].group} here and ${one[0]} by group ${one[1].group} on line ${one[1].line}; a user holds one, so take them out of one group`;
  return [{ line: other[1].line, message }];
}

function toPerson(email: string, rows: readonly MembershipRow[], settings: RosterSettings): Person {
  const groups = [...new Set(rows.map((row) => row.group))].sort();
  const roles = groups.flatMap((group) => settings.groups[group]?.role ?? []);
  const [profile] = groups.flatMap((group) => settings.groups[group]?.customPermissions ?? []);
  const customPermissions = profile === undefined ? {} : { customPermissions: profile };
  const lines = rows.map((row) => row.line);
  return { email, role: highestRole(roles), ...customPermissions, groups, lines };
}
