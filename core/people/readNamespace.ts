import type { Group, QuickSightClient, User } from "@aws-sdk/client-quicksight";
import { isRole, type Role } from "../settings/role.ts";
import { listGroups } from "./listGroups.ts";
import { listUsers } from "./listUsers.ts";
import type { SelfUpgrades } from "./selfUpgrade/selfUpgrades.ts";
import type { Person } from "./person.ts";
import { type Memberships, readMemberships } from "./readMemberships.ts";
import { sessionOf, groupOf, type NamespaceScope } from "../aws/scope.ts";

/** A person of ours as QuickSight has them now. */
export interface ActualPerson {
  /** The session name: the part of the user name behind the federation role. */
  readonly session: string;
  /** The mail that QuickSight holds for the user; may be none. */
  readonly email: string;
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
  /** Empty where QuickSight holds none. */
  readonly email: string;
  /** The one name that is left of users whose role or directory is gone. */
  readonly principalId: string;
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
  /** Absent where it is not looked at. */
  readonly selfUpgrades?: SelfUpgrades | undefined;
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
  expected: readonly Person[] = [],
): Promise<ActualNamespace> {
  const [users, allGroups] = await Promise.all([
    listUsers(client, scope),
    listGroups(client, scope),
  ]);
  const userNames = users.map(({ UserName = "" }) => UserName);
  const ours = allGroups.flatMap(({ GroupName = "" }) => groupOf(scope, GroupName) ?? []);
  const memberships = await readMemberships(client, scope, userNames, ours, expected);
  return sortNamespace(scope, users, allGroups, memberships);
}

/**
 * What of a namespace is ours: the users of the federation role with one of the six roles, and the groups of the prefix; all others are
 * reported as they are.
 *
 * @param memberships the groups of ours that each user is in
 */
export function sortNamespace(
  scope: NamespaceScope,
  users: readonly User[],
  allGroups: readonly Pick<Group, "GroupName" | "Description">[],
  memberships: Memberships,
): ActualNamespace {
  const descriptions: [group: string, description: string][] = [];
  const groups: string[] = [];
  const unmanagedGroups: string[] = [];
  for (const { GroupName = "", Description } of allGroups) {
    const group = groupOf(scope, GroupName);
    if (group === undefined) unmanagedGroups.push(GroupName);
    else groups.push(group);
    if (group !== undefined && Description) descriptions.push([group, Description]);
  }
  return {
    ...sortUsers(scope, users, memberships),
    groups,
    descriptions: Object.fromEntries(descriptions),
    unmanagedGroups,
  };
}

/** Ours are the users of the federation role with one of the six roles; all others are reported as they are. */
function sortUsers(
  scope: NamespaceScope,
  users: readonly User[],
  memberships: Memberships,
): Pick<ActualNamespace, "people" | "unmanaged"> {
  const people: ActualPerson[] = [];
  const unmanaged: UnmanagedUser[] = [];
  for (const { UserName = "", Role = "", Email: email = "", ...user } of users) {
    const groups = memberships.get(UserName) ?? [];
    const session = user.IdentityType === "IAM" ? sessionOf(scope, UserName) : undefined;
    if (session !== undefined && isRole(Role)) {
      const { CustomPermissionsName: customPermissions } = user;
      people.push({ session, email, role: Role, customPermissions, groups });
    } else {
      const { PrincipalId: principalId = "" } = user;
      unmanaged.push({ userName: UserName, role: Role, email, principalId, groups });
    }
  }
  people.sort((a, b) => (a.session < b.session ? -1 : 1));
  return { people, unmanaged };
}
