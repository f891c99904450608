import assert from "node:assert/strict";
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  DeleteGroupCommand,
  DescribeGroupCommand,
  ListGroupsCommand,
  ListUserGroupsCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SearchGroupsCommand,
  UpdateGroupCommand,
} from "@aws-sdk/client-quicksight";
import { breaksModel } from "./support/breaksModel.ts";
import { createGroups, register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

const critical = { ...inDefault, GroupName: "quicksight-fed-critical" };

describe("simulator: groups", () => {
  const { client } = simulated();

  it("creates a group and shows it", async () => {
    const input = { ...critical, Description: "Critical sales" };
    const { Group: created } = await client().send(new CreateGroupCommand(input));
    const { Group } = await client().send(new DescribeGroupCommand(critical));
    assert.deepEqual(Group, created);
    assert.deepEqual(
      { ...Group, PrincipalId: "" },
      {
        Arn: `arn:aws:quicksight:eu-west-1:${AwsAccountId}:group/default/quicksight-fed-critical`,
        GroupName: "quicksight-fed-critical",
        Description: "Critical sales",
        PrincipalId: "",
      },
    );
  });

  it("changes the description of a group", async () => {
    await client().send(new CreateGroupCommand(critical));
    await client().send(new UpdateGroupCommand({ ...critical, Description: "Now described" }));
    const { Group } = await client().send(new DescribeGroupCommand(critical));
    assert.equal(Group?.Description, "Now described");
  });

  it("deletes a group and takes it from its members, who stay", async () => {
    await client().send(new CreateGroupCommand(critical));
    const UserName = await register(client(), "ana@x.com");
    const member = { ...critical, MemberName: UserName };
    await client().send(new CreateGroupMembershipCommand(member));
    await client().send(new DeleteGroupCommand(critical));
    const { GroupList } = await client().send(
      new ListUserGroupsCommand({ ...inDefault, UserName }),
    );
    assert.deepEqual(GroupList, []);
  });

  it("lists groups by name and finds those that start with a value", async () => {
    await createGroups(client(), "bi-b", "critical", "bi-a");
    const { GroupList: all } = await client().send(new ListGroupsCommand(inDefault));
    assert.deepEqual(
      all?.map((group) => group.GroupName),
      ["bi-a", "bi-b", "critical"],
    );
    const filter = { Operator: "StartsWith", Name: "GROUP_NAME", Value: "bi-" } as const;
    const { GroupList: found } = await client().send(
      new SearchGroupsCommand({ ...inDefault, Filters: [filter] }),
    );
    assert.deepEqual(
      found?.map((group) => group.GroupName),
      ["bi-a", "bi-b"],
    );
  });

  it("takes exactly one filter in a search", async () => {
    const filter = { Operator: "StartsWith", Name: "GROUP_NAME", Value: "bi-" } as const;
    for (const Filters of [[], [filter, filter]]) {
      await breaksModel(
        client().send(new SearchGroupsCommand({ ...inDefault, Filters })),
        /'filters' .* Member must have length/,
      );
    }
  });

  it("refuses a name that is taken", async () => {
    await client().send(new CreateGroupCommand(critical));
    await refused(client().send(new CreateGroupCommand(critical)), ResourceExistsException, {
      status: 409,
      resourceType: "GROUP",
    });
  });

  it("answers ResourceNotFoundException for a group that does not exist", async () => {
    await Promise.all(
      [
        client().send(new DescribeGroupCommand(critical)),
        client().send(new DeleteGroupCommand(critical)),
        client().send(new UpdateGroupCommand(critical)),
      ].map((call) =>
        refused(call, ResourceNotFoundException, { status: 404, resourceType: "GROUP" }),
      ),
    );
  });

  it("gives groups of a namespace ids in one directory", async () => {
    for (const GroupName of ["a", "b"]) {
      await client().send(new CreateGroupCommand({ ...inDefault, GroupName }));
    }
    const { GroupList = [] } = await client().send(new ListGroupsCommand(inDefault));
    const directories = GroupList.map(
      ({ PrincipalId = "" }) => /^group\/(d-[0-9a-f]{10})\/[0-9a-f-]{36}$/.exec(PrincipalId)?.[1],
    );
    assert.ok(directories[0]);
    assert.equal(directories[0], directories[1]);
  });
});
