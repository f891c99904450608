import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateGroupMembershipCommand,
  CreateNamespaceCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  DescribeGroupMembershipCommand,
  ListGroupMembershipsCommand,
  ListUserGroupsCommand,
  CreateGroupCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { createGroups, register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

const MemberName = "quicksight-fed-users/ana@x.com";
const membership = { ...inDefault, GroupName: "critical", MemberName };
const notFound = { status: 404, resourceType: "USER" };

describe("simulator: group memberships", () => {
  const { client, reset } = simulated();
  const members = async (): Promise<(string | undefined)[] | undefined> => {
    const input = { ...inDefault, GroupName: "critical" };
    const { GroupMemberList } = await client().send(new ListGroupMembershipsCommand(input));
    return GroupMemberList?.map((member) => member.MemberName);
  };

  it("puts a user into a group, and doing so again changes nothing", async () => {
    await createGroups(client(), "critical");
    await register(client(), "ana@x.com");
    const expected = {
      Arn: `arn:aws:quicksight:eu-west-1:${AwsAccountId}:user/default/${MemberName}`,
      MemberName,
    };
    for (let time = 1; time <= 2; time += 1) {
      const { GroupMember } = await client().send(new CreateGroupMembershipCommand(membership));
      assert.deepEqual(GroupMember, expected);
    }
    assert.deepEqual(await members(), [MemberName]);
    const { GroupMember } = await client().send(new DescribeGroupMembershipCommand(membership));
    assert.deepEqual(GroupMember, expected);
  });

  it("shows the groups of a user", async () => {
    await createGroups(client(), "usa", "critical");
    await register(client(), "ana@x.com");
    for (const GroupName of ["usa", "critical"]) {
      await client().send(new CreateGroupMembershipCommand({ ...membership, GroupName }));
    }
    const { GroupList } = await client().send(
      new ListUserGroupsCommand({ ...inDefault, UserName: MemberName }),
    );
    assert.deepEqual(
      GroupList?.map((group) => group.GroupName),
      ["critical", "usa"],
    );
  });

  it("takes a user out of a group", async () => {
    await createGroups(client(), "critical");
    await register(client(), "ana@x.com");
    await client().send(new CreateGroupMembershipCommand(membership));
    await client().send(new DeleteGroupMembershipCommand(membership));
    assert.deepEqual(await members(), []);
    await refused(
      client().send(new DescribeGroupMembershipCommand(membership)),
      ResourceNotFoundException,
      notFound,
    );
    await refused(
      client().send(new DeleteGroupMembershipCommand(membership)),
      ResourceNotFoundException,
      notFound,
    );
  });

  it("loses the memberships of a user who is deleted, also when they come back", async () => {
    await createGroups(client(), "critical");
    const UserName = await register(client(), "ana@x.com");
    await client().send(new CreateGroupMembershipCommand(membership));
    await client().send(new DeleteUserCommand({ ...inDefault, UserName }));
    await register(client(), "ana@x.com");
    assert.deepEqual(await members(), []);
  });

  it("refuses an unknown group and an unknown user", async () => {
    await register(client(), "ana@x.com");
    const create = () => client().send(new CreateGroupMembershipCommand(membership));
    await refused(create(), ResourceNotFoundException, { status: 404, resourceType: "GROUP" });
    await createGroups(client(), "critical");
    const unknown = { ...membership, MemberName: "quicksight-fed-users/bo@x.com" };
    await refused(
      client().send(new CreateGroupMembershipCommand(unknown)),
      ResourceNotFoundException,
      notFound,
    );
  });

  it("refuses a user of another namespace", async () => {
    const acme = { AwsAccountId, Namespace: "acme" };
    await client().send(new CreateNamespaceCommand({ ...acme, IdentityStore: "QUICKSIGHT" }));
    await client().send(new CreateGroupCommand({ ...acme, GroupName: "critical" }));
    await register(client(), "ana@x.com");
    await refused(
      client().send(new CreateGroupMembershipCommand({ ...membership, ...acme })),
      ResourceNotFoundException,
      notFound,
    );
  });

  it("can know a new user only after a while, as AWS sometimes does", async () => {
    reset({ membershipDelayMs: 1_500 });
    await createGroups(client(), "critical");
    await register(client(), "ana@x.com");
    const create = () => client().send(new CreateGroupMembershipCommand(membership));
    await refused(create(), ResourceNotFoundException, notFound);
    await sleep(1_520);
    await create();
  });
});
