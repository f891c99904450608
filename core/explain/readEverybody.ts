import { paginateListGroupMemberships, type QuickSightClient } from "@aws-sdk/client-quicksight";
import { mapParallel } from "../aws/mapParallel.ts";
import { findGroups } from "../people/findGroups.ts";
import { listGroups } from "../people/listGroups.ts";
import { listUsers } from "../people/listUsers.ts";
import { pageSize } from "../people/pageSize.ts";
import type { SnapshotNamespace, SnapshotPerson } from "./snapshot.ts";

/**
 * Everybody of a namespace with all their groups, whoever made them. Memberships are read by the cheaper of a listing for each group and
 * one for each person.
 *
 * @throws as the calls do
 */
export async function readEverybody(
  client: QuickSightClient,
  accountId: string,
  namespace: string,
): Promise<SnapshotNamespace> {
  const scope = { accountId, namespace };
  const [users, listed] = await Promise.all([listUsers(client, scope), listGroups(client, scope)]);
  const groups = listed.flatMap(({ GroupName }) => GroupName ?? []).sort();
  const names = users.flatMap(({ UserName }) => UserName ?? []);
  const of = new Map<string, string[]>(names.map((name) => [name, []]));
  // Each page of a group's members is a call; a group has at least one.
  if (groups.length + users.length / pageSize <= users.length) {
    await mapParallel(groups, async (GroupName) => {
      const input = { AwsAccountId: accountId, Namespace: namespace, GroupName };
      const pages = paginateListGroupMemberships({ client, pageSize }, input);
      for await (const { GroupMemberList = [] } of pages) {
        for (const { MemberName = "" } of GroupMemberList) of.get(MemberName)?.push(GroupName);
      }
    });
  } else {
    await mapParallel(names, async (userName) => {
      of.set(userName, (await findGroups(client, scope, userName)) ?? []);
    });
  }
  const people = users.flatMap((user): SnapshotPerson[] => {
    const { UserName: userName, Role: role = "", Email: email = "" } = user;
    const { IdentityType: identityType = "", CustomPermissionsName: customPermissions } = user;
    if (userName === undefined) return [];
    return [
      {
        ...{ userName, role, email, identityType },
        ...(customPermissions === undefined ? {} : { customPermissions }),
        groups: (of.get(userName) ?? []).sort(),
      },
    ];
  });
  return { people: people.sort((a, b) => (a.userName < b.userName ? -1 : 1)), groups };
}
