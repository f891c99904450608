import assert from "node:assert/strict";
import {
  DeleteCustomPermissionsCommand,
  DescribeUserCommand,
  UpdateUserCustomPermissionCommand,
} from "@aws-sdk/client-quicksight";
import type { Person } from "../../../../core/people/person.ts";
import { govern } from "../../../support/govern.ts";
import { type MemoryBucket, memoryBucket } from "../../../support/memoryBucket.ts";
import { runPeople } from "../../../support/runPeople.ts";
import { type SimulatedNamespace, simulateNamespace } from "../../../support/simulatedNamespace.ts";
import {
  assertWhole,
  furnishForeign,
  makeProfile,
  profile,
  readers,
  user,
} from "./foreignWorld.ts";

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

  const run = (people: readonly Person[] = readers) =>
    runPeople(world.simulator.url, govern(people, { groups: { dev: {} } }), { bucket });
  const prepare = () => {
    bucket = memoryBucket();
    return furnishForeign(world, run);
  };

  it("gives back the profile and every group, its own and those of others", async () => {
    await prepare();
    const { failed, verdict } = await run();
    assert.deepEqual(failed, []);
    await assertWhole(world, "after the first run");
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
        await assertWhole(world, when);
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
      await assertWhole(world, operation);
    }
  }).timeout(60_000);

  it("deletes nobody of whom it does not know the groups: that a call does not find them is not that they are in none", async () => {
    for (const nth of [1, undefined]) {
      await prepare();
      const rule = { operation: "ListUserGroups", error: "ResourceNotFoundException" };
      await world.setFaults(nth === undefined ? rule : { ...rule, nth });
      const { failed } = await run();
      await world.clearFaults();
      if (nth === undefined) {
        assert.match(failed[0]?.reason ?? "", /ana@x\.com, and does not say which groups/);
        assert.equal(world.simulator.calls()["DeleteUser"], undefined);
      }
      assert.deepEqual((await run()).failed, []);
      await assertWhole(world, `call ${nth ?? "all"}`);
    }
  }).timeout(10_000);

  it("deletes nobody whom a call does not find: what they have is not known then", async () => {
    await prepare();
    await world.setFaults({ operation: "DescribeUser", error: "ResourceNotFoundException" });
    const { failed } = await run();
    await world.clearFaults();
    assert.equal(failed[0]?.reason, "is not there any more; the next plan decides");
    assert.equal(world.simulator.calls()["DeleteUser"], undefined);
    assert.deepEqual((await run()).failed, []);
    await assertWhole(world, "after the second run");
  });

  it("keeps a profile of others that somebody gives them between the plan and the deletion", async () => {
    await prepare();
    await makeProfile(world, "later");
    const later = { ...user, CustomPermissionsName: "later" };
    await runPeople(world.simulator.url, govern(readers, { groups: { dev: {} } }), {
      bucket,
      onPlan: async () => {
        await world.client.send(new UpdateUserCustomPermissionCommand(later));
      },
    });
    const { User } = await world.client.send(new DescribeUserCommand(user));
    assert.deepEqual([User?.Role, User?.CustomPermissionsName], ["READER", "later"]);
  });

  it("registers them without a profile that is gone, says so once, and leaves nothing owed", async () => {
    await prepare();
    const gone = { AwsAccountId: user.AwsAccountId, CustomPermissionsName: profile };
    await world.client.send(new DeleteCustomPermissionsCommand(gone));
    const { failed } = await run();
    assert.match(
      failed.map(({ reason }) => reason).join(),
      /^is READER now, and without the profile somebody-elses/,
    );
    const again = await run();
    assert.deepEqual([again.failed, again.verdict.plan.steps], [[], []]);
  }).timeout(20_000);

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
