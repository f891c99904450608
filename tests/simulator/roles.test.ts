import assert from "node:assert/strict";
import {
  CreateCustomPermissionsCommand,
  CreateRoleMembershipCommand,
  DeleteGroupCommand,
  DeleteRoleCustomPermissionCommand,
  DeleteRoleMembershipCommand,
  DescribeRoleCustomPermissionCommand,
  ListRoleMembershipsCommand,
  ResourceNotFoundException,
  UpdateRoleCustomPermissionCommand,
} from "@aws-sdk/client-quicksight";
import { createGroups } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

const readers = { ...inDefault, Role: "READER" } as const;
const membership = { ...readers, MemberName: "critical" };

describe("simulator: roles", () => {
  const { client } = simulated();
  const members = async () =>
    (await client().send(new ListRoleMembershipsCommand(readers))).MembersList;

  it("gives a role to a group that exists and takes it back", async () => {
    const give = () => client().send(new CreateRoleMembershipCommand(membership));
    await refused(give(), ResourceNotFoundException, { status: 404, resourceType: "GROUP" });
    await createGroups(client(), "critical");
    await give();
    assert.deepEqual(await members(), ["critical"]);
    await client().send(new DeleteRoleMembershipCommand(membership));
    assert.deepEqual(await members(), []);
    await refused(
      client().send(new DeleteRoleMembershipCommand(membership)),
      ResourceNotFoundException,
      { status: 404 },
    );
  });

  it("loses a group that is deleted", async () => {
    await createGroups(client(), "critical");
    await client().send(new CreateRoleMembershipCommand(membership));
    await client().send(new DeleteGroupCommand({ ...inDefault, GroupName: "critical" }));
    assert.deepEqual(await members(), []);
  });

  it("applies a custom permissions profile to a role and takes it back", async () => {
    const profile = { AwsAccountId, CustomPermissionsName: "no-export" };
    await client().send(
      new CreateCustomPermissionsCommand({ ...profile, Capabilities: { ExportToCsv: "DENY" } }),
    );
    await client().send(new UpdateRoleCustomPermissionCommand({ ...readers, ...profile }));
    const shown = await client().send(new DescribeRoleCustomPermissionCommand(readers));
    assert.equal(shown.CustomPermissionsName, "no-export");
    await client().send(new DeleteRoleCustomPermissionCommand(readers));
    await refused(
      client().send(new DescribeRoleCustomPermissionCommand(readers)),
      ResourceNotFoundException,
      { status: 404 },
    );
  });
});
