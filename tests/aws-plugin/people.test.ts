import assert from "node:assert/strict";
import {
  CreateGroupMembershipCommand,
  DeleteGroupMembershipCommand,
  DescribeUserCommand,
  QuickSightClient,
  RegisterUserCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-quicksight";
import { startFixture, type Fixture } from "./startFixture.ts";

describe("local aws plugin: users and group memberships under the real engine", function () {
  this.timeout(60_000);

  let fixture: Fixture;
  let quicksight: QuickSightClient;
  let address: { AwsAccountId: string; Namespace: string };

  before(async () => {
    fixture = await startFixture("fixture-people", {}, {});
    quicksight = fixture.client(QuickSightClient);
    address = { AwsAccountId: fixture.accountId, Namespace: "default" };
    await up();
  });

  after(() => fixture.close());

  const up = () => fixture.workspace.run(["up", "--yes", "--skip-preview"]);
  const refresh = () => fixture.workspace.run(["refresh", "--yes", "--skip-preview"]);
  const set = (key: string, value: string) => fixture.workspace.run(["config", "set", key, value]);
  const resetCalls = () => fetch(`${fixture.simulator.url}/_sim/calls`, { method: "POST" });
  const readAna = async () => {
    const UserName = "fed/ana@example.com";
    const { User } = await quicksight.send(new DescribeUserCommand({ ...address, UserName }));
    return [User?.Email, User?.Role];
  };
  const membership = { GroupName: "readers", MemberName: "fed/ana@example.com" };

  it("gives ids and outputs as the released provider does", async () => {
    assert.deepEqual(await fixture.outputs(), {
      userId: "123456789012/default/fed/ana@example.com",
      userArn: "arn:aws:quicksight:eu-west-1:123456789012:user/default/fed/ana@example.com",
      membershipId: "123456789012/default/readers/fed/ana@example.com",
    });
    assert.deepEqual(await fixture.pending(), []);
  });

  it("changes an email in place", async () => {
    await set("email", "ana@example.org");
    assert.deepEqual(await fixture.pending(), ["update User ana"]);
    await up();
    assert.deepEqual(await readAna(), ["ana@example.org", "READER"]);
  });

  it("replaces the user for a new role, as the released provider does", async () => {
    await set("role", "AUTHOR");
    assert.ok((await fixture.pending()).includes("replace User ana"));
    await resetCalls();
    await up();
    const { DeleteUser, RegisterUser, UpdateUser } = fixture.simulator.calls();
    assert.deepEqual([DeleteUser, RegisterUser, UpdateUser], [1, 1, undefined]);
    assert.deepEqual(await readAna(), ["ana@example.org", "AUTHOR"]);
  });

  it("sees a role and a membership that others changed", async () => {
    await quicksight.send(
      new UpdateUserCommand({
        ...address,
        UserName: membership.MemberName,
        Email: "ana@example.org",
        Role: "ADMIN",
      }),
    );
    await quicksight.send(new DeleteGroupMembershipCommand({ ...address, ...membership }));
    await refresh();
    const pending = await fixture.pending();
    assert.ok(pending.includes("replace User ana"), pending.join("\n"));
    assert.ok(pending.includes("create GroupMembership ana-readers"), pending.join("\n"));
    await up();
    assert.deepEqual(await fixture.pending(), []);
  });

  it("lists the group page by page to read one membership, as the released provider does", async () => {
    for (let number = 0; number < 100; number += 1) {
      const email = `aaa-${number}@example.com`;
      await quicksight.send(
        new RegisterUserCommand({
          ...address,
          IdentityType: "IAM",
          IamArn: "arn:aws:iam::123456789012:role/fed",
          SessionName: email,
          Email: email,
          UserRole: "READER",
        }),
      );
      await quicksight.send(
        new CreateGroupMembershipCommand({
          ...address,
          GroupName: "readers",
          MemberName: `fed/${email}`,
        }),
      );
    }
    await resetCalls();
    await refresh();
    assert.equal(fixture.simulator.calls().ListGroupMemberships, 2);
  });
});
