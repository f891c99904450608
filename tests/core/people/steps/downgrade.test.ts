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
import { desired, govern } from "../../../support/govern.ts";
import { type MemoryBucket, memoryBucket } from "../../../support/memoryBucket.ts";
import { runPeople } from "../../../support/runPeople.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../../support/simulatedNamespace.ts";

const ana = "ana@x.com";
const boss = desired("boss@x.com", "ADMIN", "dev");
const authors = [desired(ana, "AUTHOR", "dev"), boss];
const readers = [desired(ana, "READER", "dev"), boss];
const foreign = ["finance-team", "oncall"];
const profile = "somebody-elses";

const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
const user = { ...address, UserName: userNameOf(scope, ana) };

/** The calls of a downgrade with a foreign profile and two foreign groups, in the order of a run without faults. */
const calls = [
  "ListUsers",
  "ListGroups",
  "ListGroupMemberships",
  "SearchDashboards",
  "ListThemes",
  "ListUserGroups",
  "DeleteUser",
  "RegisterUser",
  "CreateGroupMembership",
] as const;

describe("making a reader of an author who is in groups of others", () => {
  let world: SimulatedNamespace;
  let bucket: MemoryBucket;
  before(async () => {
    world = await simulateNamespace();
  });
  after(() => world.close());

  const run = (people = readers) =>
    runPeople(world.simulator.url, govern(people, { groups: { dev: {} } }), { bucket });

  /** A new account with ana as an author, in a group of ours and two of others, under a profile of others. */
  const prepare = async () => {
    await world.reset();
    await world.clearFaults();
    bucket = memoryBucket();
    await world.client.send(
      new CreateCustomPermissionsCommand({
        AwsAccountId: scope.accountId,
        CustomPermissionsName: profile,
        Capabilities: { ExportToCsv: "DENY" },
      }),
    );
    assert.deepEqual((await run(authors)).failed, []);
    for (const GroupName of foreign) {
      const membership = { ...address, GroupName, MemberName: user.UserName };
      await world.client.send(new CreateGroupCommand({ ...address, GroupName }));
      await world.client.send(new CreateGroupMembershipCommand(membership));
    }
    await world.client.send(
      new UpdateUserCustomPermissionCommand({ ...user, CustomPermissionsName: profile }),
    );
    await world.resetCalls();
  };

  const assertWhole = async (when: string) => {
    const { User = {} } = await world.client.send(new DescribeUserCommand(user));
    assert.deepEqual([User.Role, User.CustomPermissionsName], ["READER", profile], when);
    const { GroupList = [] } = await world.client.send(new ListUserGroupsCommand(user));
    const names = GroupList.map(({ GroupName }) => GroupName).sort();
    assert.deepEqual(names, [...foreign, "quicksight-fed-dev"].sort(), when);
  };

  it("gives back the profile and every group, its own and those of others", async () => {
    await prepare();
    const { failed, verdict } = await run();
    assert.deepEqual(failed, []);
    await assertWhole("after the first run");
    assert.equal(verdict.plan.steps.filter(({ kind }) => kind === "downgrade").length, 1);
    assert.equal((await run()).verdict.plan.steps.length, 0);
    for (const name of calls) assert.ok((world.simulator.calls()[name] ?? 0) > 0, name);
  });

  it("has given everything back after a second run, whichever single call of the first one failed", async () => {
    await prepare();
    await run();
    const counts = world.simulator.calls();
    for (const [operation, count] of Object.entries(counts)) {
      for (let nth = 1; nth <= count; nth += 1) {
        const when = `${operation}, call ${nth} of ${count}`;
        await prepare();
        await world.setFaults({ operation, nth, error: "AccessDeniedException" });
        await run().catch(() => undefined);
        await world.clearFaults();
        assert.deepEqual((await run()).failed, [], when);
        await assertWhole(when);
      }
    }
  }).timeout(120_000);

  it("has given everything back after a second run, when all registrations or memberships of the first one failed", async () => {
    for (const operation of ["RegisterUser", "CreateGroupMembership", "DeleteUser"]) {
      await prepare();
      await world.setFaults({ operation, error: "AccessDeniedException" });
      await run().catch(() => undefined);
      await world.clearFaults();
      assert.deepEqual((await run()).failed, [], operation);
      await assertWhole(operation);
    }
  }).timeout(60_000);

  it("takes nothing when what must be given back cannot be noted", async () => {
    await prepare();
    await assert.rejects(
      runPeople(world.simulator.url, govern(readers), {
        bucket,
        onPlan: () => {
          bucket.setReadOnly(true);
        },
      }),
    );
    assert.equal(world.simulator.calls()["DeleteUser"], undefined);
  });

  it("is refused without a governance bucket, where nothing could be noted", async () => {
    await prepare();
    await assert.rejects(runPeople(world.simulator.url, govern(readers)), (error: Error) => {
      assert.match(error.message, /1 steps? take something that must be given back/);
      assert.match(error.message, /tenant\.governanceBucket/);
      return true;
    });
  });
});
