import {
  type Group,
  paginateListGroups,
  paginateListUsers,
  type QuickSightClient,
  type User,
} from "@aws-sdk/client-quicksight";
import { isRole, type Role } from "../settings/role.ts";
import type { Roster } from "./roster/person.ts";
import { type Memberships, pageSize, readMemberships } from "./readMemberships.ts";
import { emailOf, groupOf, type NamespaceScope } from "../aws/scope.ts";

/** A person of ours as QuickSight has them now. */
export interface ActualPerson {
  /** The session name: the part of the user name behind the federation role. */
  readonly email: string;
  /** The email that QuickSight holds for the user; it should equal {@link email}. */
  readonly registeredEmail: string;
  readonly role: Role;
  /** The custom permissions profile applied to the user itself, if any. */
  readonly customPermissions?: string | undefined;
  /** The groups of ours they are in, without the prefix, sorted. */
  readonly groups: readonly string[];
}

/** Someone who is not ours to change: another sign-in path, or a role that this program does not give. */
export interface UnmanagedUser {
  readonly userName: string;
  readonly role: string;
  /** The groups of ours that they are in all the same. */
  readonly groups: readonly string[];
}

/** What a namespace holds now. */
export interface ActualNamespace {
  readonly people: readonly ActualPerson[];
  readonly unmanaged: readonly UnmanagedUser[];
  /** The groups of ours that exist, without the prefix. */
  readonly groups: readonly string[];
  /** Descriptions of those that have one. */
  readonly descriptions: Readonly<Record<string, string>>;
  /** Names of groups that are not ours. */
  readonly unmanagedGroups: readonly string[];
}

/**
 * Reads the users, groups and memberships of a namespace with list calls only: users and groups page by page, memberships by
 * the cheaper of a listing per group and one per user.
 *
 * @param expected who should be in which group: it tells beforehand which of the two is cheaper
 */
export async function readNamespace(
  client: QuickSightClient,
  scope: NamespaceScope,
  expected: Roster = [],
): Promise<ActualNamespace> {
  const [users, allGroups] = await Promise.all([
    listUsers(client, scope),
    listGroups(client, scope),
  ]);
  const descriptions: Record<string, string> = {};
  const groups: string[] = [];
  const unmanagedGroups: string[] = [];
  for (const { GroupName = "", Description } of allGroups) {
    const group = groupOf(scope, GroupName);
    if (group === undefined) unmanagedGroups.push(GroupName);
    else groups.push(group);
    if (group !== undefined && Description) descriptions[group] = Description;
  }
  const userNames = users.map(({ UserName = "" }) => UserName);
  const memberships = await readMemberships(client, scope, userNames, groups, expected);
  return { ...sortUsers(scope, users, memberships), groups, descriptions, unmanagedGroups };
}

async function listUsers(client: QuickSightClient, scope: NamespaceScope): Promise<User[]> {
  const users: User[] = [];
  for await (const page of paginateListUsers({ client, pageSize }, addressOf(scope))) {
    users.push(...(page.UserList ?? []));
  }
  return users;
}

async function listGroups(client: QuickSightClient, scope: NamespaceScope): Promise<Group[]> {
  const groups: Group[] = [];
  for await (const page of paginateListGroups({ client, pageSize }, addressOf(scope))) {
    groups.push(...(page.GroupList ?? []));
  }
  return groups;
}

/** A new object for each listing: the SDK's paginators write their token into the input that they are given. */
function addressOf({ accountId, namespace }: NamespaceScope) {
  return { AwsAccountId: accountId, Namespace: namespace };
}

/** Ours are the users of the federation role with one of the six roles; all others are reported as they are. */
function sortUsers(
  scope: NamespaceScope,
  users: readonly User[],
  memberships: Memberships,
): Pick<ActualNamespace, "people" | "unmanaged"> {
  const people: ActualPerson[] = [];
  const unmanaged: UnmanagedUser[] = [];
  for (const { UserName = "", Role = "", Email = "", ...user } of users) {
    const groups = memberships.get(UserName) ?? [];
    const email = user.IdentityType === "IAM" ? emailOf(scope, UserName) : undefined;
    if (email !== undefined && isRole(Role)) {
      const { CustomPermissionsName: customPermissions } = user;
      people.push({ email, registeredEmail: Email, role: Role, customPermissions, groups });
    } else {
      unmanaged.push({ userName: UserName, role: Role, groups });
    }
  }
  people.sort((a, b) => (a.email < b.email ? -1 : 1));
  return { people, unmanaged };
}
