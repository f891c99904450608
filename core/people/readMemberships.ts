import { paginateListGroupMemberships, type QuickSightClient } from "@aws-sdk/client-quicksight";
import pLimit from "p-limit";
import { mostUnderWay } from "../aws/mostUnderWay.ts";
import { groupNameOf, groupOf, type NamespaceScope, userNameOf } from "../aws/scope.ts";
import { findGroups } from "./findGroups.ts";
import { pageSize } from "./pageSize.ts";
import type { Person } from "./person.ts";

/** The groups of ours, without the prefix and sorted, that each user is in, by user name. Users in none are left out. */
export type Memberships = ReadonlyMap<string, readonly string[]>;

/**
 * Reads who is in which group of ours, by the cheaper way: a listing of each group's members, or of each user's groups.
 *
 * @param expected who should be in which group: from it the pages of a group's listing are estimated
 */
export async function readMemberships(
  client: QuickSightClient,
  scope: NamespaceScope,
  userNames: readonly string[],
  groups: readonly string[],
  expected: readonly Person[],
): Promise<Memberships> {
  const pages = countPages(scope, userNames, groups, expected);
  const found =
    userNames.length < pages
      ? await readByUser(client, scope, userNames)
      : await readByGroup(client, scope, groups);
  return new Map([...found].map(([userName, some]) => [userName, some.sort()]));
}

/** Calls that listing the members of every group takes: one each, and one more for each further page of those expected. */
function countPages(
  scope: NamespaceScope,
  userNames: readonly string[],
  groups: readonly string[],
  expected: readonly Person[],
): number {
  const present = new Set(userNames);
  const sizes = new Map(groups.map((group) => [group, 0]));
  for (const person of expected) {
    if (!present.has(userNameOf(scope, person.session))) continue;
    for (const group of person.groups) {
      const size = sizes.get(group);
      if (size !== undefined) sizes.set(group, size + 1);
    }
  }
  return [...sizes.values()].reduce(
    (sum, size) => sum + Math.max(1, Math.ceil(size / pageSize)),
    0,
  );
}

async function readByGroup(
  client: QuickSightClient,
  scope: NamespaceScope,
  groups: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  await pLimit(mostUnderWay).map([...groups], async (group) => {
    // A new object for each listing: the SDK's paginators write their token into the input that they are given.
    const input = { ...addressOf(scope), GroupName: groupNameOf(scope, group) };
    const pages = paginateListGroupMemberships({ client, pageSize }, input);
    for await (const { GroupMemberList = [] } of pages) {
      for (const { MemberName } of GroupMemberList) {
        if (MemberName !== undefined) add(found, MemberName, group);
      }
    }
  });
  return found;
}

/** A user whom somebody deletes meanwhile is in no group any more. */
async function readByUser(
  client: QuickSightClient,
  scope: NamespaceScope,
  userNames: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  await pLimit(mostUnderWay).map([...userNames], async (userName) => {
    for (const groupName of (await findGroups(client, scope, userName)) ?? []) {
      const group = groupOf(scope, groupName);
      if (group !== undefined) add(found, userName, group);
    }
  });
  return found;
}

function addressOf({ accountId, namespace }: NamespaceScope) {
  return { AwsAccountId: accountId, Namespace: namespace };
}

function add(found: Map<string, string[]>, userName: string, group: string): void {
  const known = found.get(userName);
  if (known === undefined) found.set(userName, [group]);
  else known.push(group);
}
