import assert from "node:assert/strict";
import {
  type QuickSightClient,
  UpdateDashboardPermissionsCommand,
  UpdateDataSetPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { groupArnOf } from "../../../core/aws/scope.ts";
import { findOwned, type OwnedKind } from "../../../core/assets/findOwned.ts";
import { handOver } from "../../../core/assets/handOver.ts";
import { ownedKinds } from "../../../core/assets/ownedAsset.ts";
import { ownerSet } from "../../../core/assets/ownerSet.ts";
import { readPermissions } from "../../../core/assets/ownershipApi.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { accountId, ana, bob, type OwnedWorld, simulateOwned, successor } from "./ownedWorld.ts";

const asset = (kind: OwnedKind) => ({ kind, id: "sales", name: "Sales" });

describe("handing over what somebody owns", () => {
  let world: OwnedWorld;
  beforeEach(async () => {
    world = await simulateOwned();
  });
  afterEach(async () => {
    const violations = world.simulator.violations();
    await world.close();
    assert.deepEqual(violations, []);
  });
  const give = (kind: OwnedKind, to = successor) =>
    handOver(world.data, accountId, asset(kind), to);
  const heldOf = async (kind: OwnedKind) =>
    Object.fromEntries(
      (await readPermissions(world.data, accountId, asset(kind))).map(
        ({ Principal = "", Actions = [] }) => [Principal, Actions.toSorted()],
      ),
    );

  for (const kind of ownedKinds) {
    it(`gives the group the whole set of a ${kind}, takes nothing, and writes once`, async () => {
      await world.create(kind, "sales", [ana, bob]);
      const whole = ownerSet(kind);
      await world.resetCalls();
      await give(kind);
      assert.deepEqual(await heldOf(kind), { [ana]: whole, [bob]: whole, [successor]: whole });
      await give(kind);
      assert.equal(sum(world.writes()), 1);
    });
  }

  it("leaves nothing of a person that has no other owner", async () => {
    for (const kind of ownedKinds) await world.create(kind, "sales", [ana]);
    const owned = (await findOwned(world.data, accountId, [ana])).get(ana) ?? [];
    assert.equal(owned.length, ownedKinds.length);
    for (const one of owned) await handOver(world.data, accountId, one, successor);
    const after = (await findOwned(world.data, accountId, [ana])).get(ana) ?? [];
    assert.deepEqual(
      after.map(({ owners }) => owners),
      ownedKinds.map(() => [successor, ana].sort()),
    );
  });

  it("makes an owner of a group that could only look", async () => {
    await world.create("dashboard", "sales", [ana]);
    const viewer = ["DescribeDashboard", "ListDashboardVersions", "QueryDashboard"];
    const Actions = viewer.map((action) => `quicksight:${action}`);
    await world.data.send(
      new UpdateDashboardPermissionsCommand({
        ...{ AwsAccountId: accountId, DashboardId: "sales" },
        GrantPermissions: [{ Principal: successor, Actions }],
      }),
    );
    await give("dashboard");
    assert.deepEqual((await heldOf("dashboard"))[successor], ownerSet("dashboard"));
  });

  it("completes an owner's set from before refresh schedules", async () => {
    await world.create("data-set", "sales", [ana]);
    const Actions = ownerSet("data-set").filter((action) => !/Refresh/.test(action));
    await world.data.send(
      new UpdateDataSetPermissionsCommand({
        ...{ AwsAccountId: accountId, DataSetId: "sales" },
        GrantPermissions: [{ Principal: successor, Actions }],
      }),
    );
    await give("data-set");
    assert.deepEqual((await heldOf("data-set"))[successor], ownerSet("data-set"));
  });

  it("has nothing to do for an asset that is gone", async () => {
    await world.resetCalls();
    for (const kind of ownedKinds) await give(kind);
    assert.deepEqual(world.writes(), {});
  });

  it("fails, and says of what, when the group does not exist", async () => {
    await world.create("folder", "sales", [ana]);
    const nobody = groupArnOf(scope, "nobody");
    await assert.rejects(give("folder", nobody), {
      message: new RegExp(
        `^folder "Sales" \\(sales\\) was not handed over to ${nobody}: InvalidParameterValue`,
      ),
    });
  });
});

describe("handing over when calls fail", () => {
  let world: OwnedWorld;
  beforeEach(async () => {
    world = await simulateOwned();
    await world.create("theme", "sales", [ana]);
  });
  afterEach(async () => {
    await world.close();
  });
  const give = () => handOver(world.data, accountId, asset("theme"), successor);

  it("stays with calls that are throttled or whose answer is lost", async () => {
    await world.setFaults(
      { operation: "DescribeThemePermissions", nth: 1, error: "ThrottlingException" },
      { operation: "UpdateThemePermissions", nth: 1, drop: true, after: true },
    );
    await give();
    const held = await readPermissions(world.data, accountId, asset("theme"));
    assert.ok(held.some(({ Principal }) => Principal === successor));
  });

  it("fails when the grant is refused", async () => {
    await world.setFaults({ operation: "UpdateThemePermissions", error: "AccessDeniedException" });
    await assert.rejects(give(), {
      message: /^theme "Sales" \(sales\) was not handed over to arn:.*: AccessDeniedException: /,
    });
  });

  it("fails when the group cannot be seen to be an owner", async () => {
    await world.setFaults({
      operation: "DescribeThemePermissions",
      nth: 2,
      error: "AccessDeniedException",
    });
    await assert.rejects(give(), /was not handed over to arn:.*: AccessDeniedException/);
  });

  it("fails when the grant is accepted and has no effect", async () => {
    const off = answerWithoutEffect(world.data);
    await assert.rejects(give(), /does not hold quicksight:CreateThemeAlias, .* after the grant$/);
    off();
    await give();
  });

  it("goes on when the asset disappears before it is granted", async () => {
    await world.setFaults(
      { operation: "UpdateThemePermissions", error: "ResourceNotFoundException" },
      { operation: "DescribeThemePermissions", nth: 2, error: "ResourceNotFoundException" },
    );
    await give();
  });
});

/** Lets grants to themes end well without reaching the API. */
function answerWithoutEffect(client: QuickSightClient): () => void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        commandName === "UpdateThemePermissionsCommand"
          ? Promise.resolve({ output: { $metadata: {} }, response: {} })
          : next(args),
    { step: "initialize", name: "answerWithoutEffect" },
  );
  return () => client.middlewareStack.remove("answerWithoutEffect");
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
