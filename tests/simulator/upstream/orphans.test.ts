import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { DeleteRoleCommand } from "@aws-sdk/client-iam";
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  DeleteUserByPrincipalIdCommand,
  DescribeUserCommand,
  ListGroupMembershipsCommand,
  ListUsersCommand,
  RegisterUserCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { emulated } from "../support/emulated.ts";
import { refused } from "../support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "../support/simulated.ts";

describe("simulator: the role that people sign in with, in the emulator", function () {
  this.timeout(60_000);
  const { iam, root, makeRole } = emulated(simulated());
  const RoleName = "quicksight-fed-users";
  const IamArn = `arn:aws:iam::${AwsAccountId}:role/${RoleName}`;
  const UserName = `${RoleName}/ana@x.com`;
  const registerAna = async () => {
    const { User } = await root().send(
      new RegisterUserCommand({
        ...{ ...inDefault, SessionName: "ana@x.com", Email: "ana@x.com" },
        ...{ IamArn, IdentityType: "IAM", UserRole: "AUTHOR" },
      }),
    );
    return User?.PrincipalId ?? "";
  };
  const names = async () => {
    const { UserList } = await root().send(new ListUsersCommand(inDefault));
    return UserList?.map(({ UserName, PrincipalId }) => [UserName, PrincipalId]);
  };

  it("calls everybody N/A whose role is gone, also when it was made again, and finds them by their principal id only", async () => {
    await makeRole({ RoleName });
    const former = await registerAna();
    const group = { ...inDefault, GroupName: "critical" };
    await root().send(new CreateGroupCommand(group));
    await root().send(new CreateGroupMembershipCommand({ ...group, MemberName: UserName }));
    assert.deepEqual(await names(), [[UserName, former]]);
    await iam().send(new DeleteRoleCommand({ RoleName }));
    await makeRole({ RoleName });
    await sleep(600);
    assert.deepEqual(await names(), [["N/A", former]]);
    const { GroupMemberList } = await root().send(new ListGroupMembershipsCommand(group));
    assert.deepEqual(
      GroupMemberList?.map(({ MemberName }) => MemberName),
      ["N/A"],
    );
    await refused(
      root().send(new DescribeUserCommand({ ...inDefault, UserName })),
      ResourceNotFoundException,
      { status: 404 },
    );
    const later = await registerAna();
    assert.notEqual(later, former);
    await root().send(new DeleteUserByPrincipalIdCommand({ ...inDefault, PrincipalId: former }));
    assert.deepEqual(await names(), [[UserName, later]]);
  });
});
