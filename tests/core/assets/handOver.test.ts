import assert from "node:assert/strict";
import {
  DeleteThemeCommand,
  type QuickSightClient,
  UpdateDashboardPermissionsCommand,
  UpdateDataSetPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { groupArnOf } from "../../../core/aws/scope.ts";
import { type AssetKind, assetKinds } from "../../../core/assets/assetKinds.ts";
import { findOwned } from "../../../core/assets/findOwned.ts";
import { handOver } from "../../../core/assets/handOver.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { readPermissions } from "../../../core/assets/readPermissions.ts";
import type { DataRegion } from "../../../core/aws/dataRegion.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { startEach } from "../../support/startEach.ts";
import { accountId, ana, bob, type OwnedWorld, simulateOwned, successor } from "./ownedWorld.ts";

const kinds = Object.keys(assetKinds) as AssetKind[];
const region = "eu-west-1";
const asset = (kind: AssetKind, id = "sales") => ({ region, kind, id, name: "Sales" });

describe("handing over what somebody owns", () => {
  let world: OwnedWorld;
  startEach(simulateOwned, (one) => {
    world = one;
  });
  const give = (kind: AssetKind, id?: string, to = successor) =>
    handOver(world.regions, accountId, asset(kind, id), to);
  const heldOf = async (kind: AssetKind, id?: string) =>
    Object.fromEntries(
      ((await readPermissions(world.data, accountId, asset(kind, id))) ?? []).map(
        ({ Principal = "", Actions = [] }) => [Principal, Actions.toSorted()],
      ),
    );

  for (const kind of kinds) {
    it(`gives the group the whole set of a ${kind}, takes nothing, and writes once`, async () => {
      const id = await world.create(kind, "sales", [ana, bob]);
      const whole = permissionSet(kind, "owner");
      await world.resetCalls();
      await give(kind, id);
      assert.deepEqual(await heldOf(kind, id), { [ana]: whole, [bob]: whole, [successor]: whole });
      await give(kind, id);
      assert.equal(sum(updates(world)), 1);
    });
  }

  it("leaves nothing of a person that has no other owner", async () => {
    for (const kind of kinds) await world.create(kind, "sales", [ana]);
    const owned = (await findOwned(world.regions, accountId, [ana])).get(ana) ?? [];
    assert.equal(owned.length, kinds.length);
    for (const one of owned) await handOver(world.regions, accountId, one, successor);
    const after = (await findOwned(world.regions, accountId, [ana])).get(ana) ?? [];
    assert.deepEqual(
      after.map(({ owners }) => owners),
      kinds.map(() => [successor, ana].sort()),
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
    assert.deepEqual((await heldOf("dashboard"))[successor], permissionSet("dashboard", "owner"));
  });

  it("completes an owner's set from before refresh schedules", async () => {
    await world.create("data-set", "sales", [ana]);
    const Actions = permissionSet("data-set", "owner").filter((action) => !/Refresh/.test(action));
    await world.data.send(
      new UpdateDataSetPermissionsCommand({
        ...{ AwsAccountId: accountId, DataSetId: "sales" },
        GrantPermissions: [{ Principal: successor, Actions }],
      }),
    );
    await give("data-set");
    assert.deepEqual((await heldOf("data-set"))[successor], permissionSet("data-set", "owner"));
  });

  it("hands over where the asset is, and refuses for a Region that is none of the run's", async () => {
    const [here, there] = world.regions;
    for (const place of [here, there]) {
      await world.create("dashboard", "sales", [ana], "Sales", place);
    }
    const far = { ...asset("dashboard"), region: there.region };
    await handOver(world.regions, accountId, far, successor);
    const ownersIn = async ({ client }: DataRegion) =>
      (await readPermissions(client, accountId, far))?.map(({ Principal }) => Principal);
    assert.deepEqual(await ownersIn(there), [ana, successor]);
    assert.deepEqual(await ownersIn(here), [ana]);
    await assert.rejects(handOver([here], accountId, far, successor), {
      message: /in eu-central-1 was not .*: eu-central-1 is not a data Region .*eu-west-1\)$/,
    });
  });

  it("has nothing to do for an asset that is gone", async () => {
    await world.resetCalls();
    for (const kind of kinds) await give(kind, "00000000-0000-4000-8000-000000000000");
    assert.deepEqual(updates(world), {});
  });

  it("fails, and says of what, when the group does not exist", async () => {
    await world.create("folder", "sales", [ana]);
    const nobody = groupArnOf(scope, "nobody");
    await assert.rejects(give("folder", "sales", nobody), {
      message: new RegExp(
        `^folder "Sales" \\(sales\\) in eu-west-1 was not handed over to ${nobody}: InvalidParameterValue`,
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
  const give = () => handOver(world.regions, accountId, asset("theme"), successor);

  it("stays with calls that are throttled or whose answer is lost", async () => {
    await world.setFaults(
      { operation: "DescribeThemePermissions", nth: 1, error: "ThrottlingException" },
      { operation: "UpdateThemePermissions", nth: 1, drop: true, after: true },
    );
    await give();
    const held = await readPermissions(world.data, accountId, asset("theme"));
    assert.ok(held?.some(({ Principal }) => Principal === successor));
  });

  it("fails when the grant is refused", async () => {
    await world.setFaults({ operation: "UpdateThemePermissions", error: "AccessDeniedException" });
    await assert.rejects(give(), {
      message:
        /^theme "Sales" \(sales\) in eu-west-1 was not handed over to arn:.*: AccessDeniedException: /,
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
    const off = beforeGrant(world.data, async () => {
      const theme = { AwsAccountId: accountId, ThemeId: "sales" };
      await world.data.send(new DeleteThemeCommand(theme));
    });
    await give();
    off();
  });

  it("fails when QuickSight does not find an asset that its list has: it needs an owner", async () => {
    const error = "ResourceNotFoundException";
    await world.setFaults({ operation: "DescribeThemePermissions", error });
    await assert.rejects(give(), /was not handed over to arn:.*: ResourceNotFoundException/);
  });
});

/** Does something just before a theme is granted. */
function beforeGrant(client: QuickSightClient, act: () => Promise<void>): () => void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "UpdateThemePermissionsCommand") await act();
        return next(args);
      },
    { step: "initialize", name: "beforeGrant" },
  );
  return () => client.middlewareStack.remove("beforeGrant");
}

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

/** Calls that write; a name that begins with Get is none. */
function updates(world: OwnedWorld): Record<string, number> {
  return Object.fromEntries(Object.entries(world.writes()).filter(([name]) => !/^Get/.test(name)));
}
