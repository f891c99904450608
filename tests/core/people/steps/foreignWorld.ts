import assert from "node:assert/strict";
import {
  CreateCustomPermissionsCommand,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  DescribeUserCommand,
  ListUserGroupsCommand,
  UpdateUserCustomPermissionCommand,
} from "@aws-sdk/client-quicksight";
import { userNameOf } from "../../../../core/aws/scope.ts";
import type { Person } from "../../../../core/people/person.ts";
import { desired } from "../../../support/govern.ts";
import { scope, type SimulatedNamespace } from "../../../support/simulatedNamespace.ts";

export const ana = "ana@x.com";
const boss = desired("boss@x.com", "ADMIN", "dev");
/** The groups and the profile of others. */
export const foreign = ["finance-team", "oncall"];
export const profile = "somebody-elses";
export const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
/** Ana, as calls name her. */
export const user = { ...address, UserName: userNameOf(scope, ana) };

/** Ana as an author, and as the reader that she is to become. */
export const authors = [desired(ana, "AUTHOR", "dev"), boss];
export const readers = [desired(ana, "READER", "dev"), boss];

/**
 * Makes a new account with ana as an author, in a group of ours and two of others, under a profile of others.
 *
 * @param run makes people what they should be, with the group `dev`
 */
export async function furnishForeign(
  { client, ...world }: SimulatedNamespace,
  run: (people: readonly Person[]) => Promise<{ readonly failed: readonly unknown[] }>,
): Promise<void> {
  await world.reset();
  await world.clearFaults();
  await makeProfile({ client }, profile);
  assert.deepEqual((await run(authors)).failed, []);
  for (const GroupName of foreign) {
    const membership = { ...address, GroupName, MemberName: user.UserName };
    await client.send(new CreateGroupCommand({ ...address, GroupName }));
    await client.send(new CreateGroupMembershipCommand(membership));
  }
  await client.send(
    new UpdateUserCustomPermissionCommand({ ...user, CustomPermissionsName: profile }),
  );
  await world.resetCalls();
}

/** Makes a profile that restricts whoever has it. */
export async function makeProfile(
  { client }: Pick<SimulatedNamespace, "client">,
  CustomPermissionsName: string,
): Promise<void> {
  await client.send(
    new CreateCustomPermissionsCommand({
      AwsAccountId: scope.accountId,
      CustomPermissionsName,
      Capabilities: { ExportToCsv: "DENY" },
    }),
  );
}

/** Holds ana to be a reader with the profile and every group, those of ours and of others. */
export async function assertWhole({ client }: SimulatedNamespace, when: string): Promise<void> {
  const { User = {} } = await client.send(new DescribeUserCommand(user));
  assert.deepEqual([User.Role, User.CustomPermissionsName], ["READER", profile], when);
  const { GroupList = [] } = await client.send(new ListUserGroupsCommand(user));
  const names = GroupList.map(({ GroupName }) => GroupName).sort();
  assert.deepEqual(names, [...foreign, "quicksight-fed-dev"].sort(), when);
}
