import {
  paginateListGroupMemberships,
  paginateListGroups,
  paginateListUsers,
  type QuickSightClient,
  type User,
} from "@aws-sdk/client-quicksight";
import pLimit from "p-limit";
import { isRole, type Role } from "../role.ts";
import { emailOf, groupNameOf, groupOf, type NamespaceScope } from "./scope.ts";

/** A person of ours as QuickSight has them now. */
export interface ActualPerson {
  /** The session name: the part of the user name behind the federation role. */
  readonly email: string;
  /** The email that QuickSight holds for the user; it should equal {@link email}. */
  readonly registeredEmail: string;
  readonly role: Role;
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
  /** Names of groups that are not ours. */
  readonly unmanagedGroups: readonly string[];
}

/** The API's largest page (QuickSight API model: `MaxResults`, 1 to 100). */
const pageSize = 100;
const parallelListings = 8;

/**
 * Reads the users, groups and memberships of a namespace with list calls only: users and groups page by page, and the
 * members of each group of ours.
 */
export async function readNamespace(
  client: QuickSightClient,
  scope: NamespaceScope,
): Promise<ActualNamespace> {
  const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
  const [users, groupNames] = await Promise.all([
    listUsers(client, address),
    listGroupNames(client, address),
  ]);
  const groups = groupNames.flatMap((name) => groupOf(scope, name) ?? []);
  const limit = pLimit(parallelListings);
  const members = await limit.map(groups, (group) =>
    listMembers(client, { ...address, GroupName: groupNameOf(scope, group) }),
  );
  const groupsByUser = new Map<string, string[]>();
  members.forEach((names, index) => {
    const group = groups[index];
    if (group === undefined) return;
    for (const name of names) {
      const known = groupsByUser.get(name);
      if (known === undefined) groupsByUser.set(name, [group]);
      else known.push(group);
    }
  });
  return {
    ...sortUsers(scope, users, groupsByUser),
    groups,
    unmanagedGroups: groupNames.filter((name) => groupOf(scope, name) === undefined),
  };
}

/** Each paginator gets a copy: the SDK's paginators write their next token into the input that they are given. */
interface Address {
  AwsAccountId: string;
  Namespace: string;
}

async function listUsers(client: QuickSightClient, address: Address): Promise<User[]> {
  const users: User[] = [];
  for await (const page of paginateListUsers({ client, pageSize }, { ...address })) {
    users.push(...(page.UserList ?? []));
  }
  return users;
}

async function listGroupNames(client: QuickSightClient, address: Address): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListGroups({ client, pageSize }, { ...address })) {
    names.push(...(page.GroupList ?? []).flatMap((group) => group.GroupName ?? []));
  }
  return names;
}

async function listMembers(
  client: QuickSightClient,
  address: Address & { GroupName: string },
): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListGroupMemberships({ client, pageSize }, { ...address })) {
    names.push(...(page.GroupMemberList ?? []).flatMap((member) => member.MemberName ?? []));
  }
  return names;
}

/** Ours are the users of the federation role with one of the six roles; all others are reported as they are. */
function sortUsers(
  scope: NamespaceScope,
  users: readonly User[],
  groupsByUser: ReadonlyMap<string, readonly string[]>,
): Pick<ActualNamespace, "people" | "unmanaged"> {
  const people: ActualPerson[] = [];
  const unmanaged: UnmanagedUser[] = [];
  for (const user of users) {
    const userName = user.UserName ?? "";
    const role = user.Role ?? "";
    const groups = [...(groupsByUser.get(userName) ?? [])].sort();
    const email = user.IdentityType === "IAM" ? emailOf(scope, userName) : undefined;
    if (email !== undefined && isRole(role)) {
      people.push({ email, registeredEmail: user.Email ?? "", role, groups });
    } else {
      unmanaged.push({ userName, role, groups });
    }
  }
  people.sort((a, b) => (a.email < b.email ? -1 : 1));
  return { people, unmanaged };
}
