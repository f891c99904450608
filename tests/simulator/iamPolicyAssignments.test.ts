import assert from "node:assert/strict";
import {
  CreateGroupMembershipCommand,
  CreateIAMPolicyAssignmentCommand,
  DeleteIAMPolicyAssignmentCommand,
  DescribeIAMPolicyAssignmentCommand,
  InvalidParameterValueException,
  ListIAMPolicyAssignmentsCommand,
  ListIAMPolicyAssignmentsForUserCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateIAMPolicyAssignmentCommand,
} from "@aws-sdk/client-quicksight";
import { createGroups, register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { inDefault, simulated } from "./support/simulated.ts";

const PolicyArn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

describe("simulator: policies of IAM for people and groups", () => {
  const { client } = simulated();
  const assign = (AssignmentName: string, Identities: Record<string, string[]>) =>
    client().send(
      new CreateIAMPolicyAssignmentCommand({
        ...{ ...inDefault, AssignmentName, AssignmentStatus: "ENABLED", PolicyArn, Identities },
      }),
    );
  const names = async (AssignmentStatus?: "ENABLED" | "DRAFT") => {
    const { IAMPolicyAssignments } = await client().send(
      new ListIAMPolicyAssignmentsCommand({ ...inDefault, AssignmentStatus }),
    );
    return IAMPolicyAssignments?.map(({ AssignmentName }) => AssignmentName);
  };

  it("are of a person directly or through groups, as long as they are enabled", async () => {
    const UserName = await register(client(), "ana@x.com", "AUTHOR");
    const other = await register(client(), "bob@x.com", "AUTHOR");
    await createGroups(client(), "critical");
    await client().send(
      new CreateGroupMembershipCommand({
        ...{ ...inDefault, GroupName: "critical", MemberName: UserName },
      }),
    );
    await assign("by-group", { GROUP: ["critical"] });
    await assign("by-name", { USER: [UserName] });
    await assign("of-bob", { USER: [other] });
    const active = async () => {
      const { ActiveAssignments } = await client().send(
        new ListIAMPolicyAssignmentsForUserCommand({ ...inDefault, UserName }),
      );
      return ActiveAssignments?.map(({ AssignmentName }) => AssignmentName);
    };
    assert.deepEqual(await active(), ["by-group", "by-name"]);
    const AssignmentName = "by-group";
    await client().send(
      new UpdateIAMPolicyAssignmentCommand({
        ...{ ...inDefault, AssignmentName, AssignmentStatus: "DRAFT" },
      }),
    );
    assert.deepEqual(await active(), ["by-name"]);
    assert.deepEqual(
      [await names(), await names("DRAFT")],
      [["by-group", "by-name", "of-bob"], ["by-group"]],
    );
    const { IAMPolicyAssignment } = await client().send(
      new DescribeIAMPolicyAssignmentCommand({ ...inDefault, AssignmentName }),
    );
    assert.deepEqual(IAMPolicyAssignment?.Identities, { GROUP: ["critical"] });
    await client().send(new DeleteIAMPolicyAssignmentCommand({ ...inDefault, AssignmentName }));
    assert.deepEqual(await names(), ["by-name", "of-bob"]);
  });

  it("are refused twice by one name, for nobody, and for what is neither a user nor a group", async () => {
    await createGroups(client(), "critical");
    await assign("readers", { GROUP: ["critical"] });
    await refused(assign("readers", {}), ResourceExistsException, {
      status: 409,
      resourceType: "IAMPOLICY_ASSIGNMENT",
    });
    await refused(assign("others", { GROUP: ["none"] }), ResourceNotFoundException, {
      status: 404,
    });
    await refused(assign("others", { ROLE: ["x"] }), InvalidParameterValueException, {
      status: 400,
    });
  });
});
