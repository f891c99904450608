import assert from "node:assert/strict";
import {
  DeleteAnalysisCommand,
  DeleteDashboardCommand,
  DeleteFlowCommand,
  ListFlowsCommand,
  type QuickSightClient,
  UpdateDashboardPermissionsCommand,
  UpdateDataSetPermissionsCommand,
  UpdateTemplatePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { type AssetKind, assetKinds } from "../../../core/assets/assetKinds.ts";
import { findOwned } from "../../../core/assets/findOwned.ts";
import { findOwnedAgain } from "../../../core/assets/findOwnedAgain.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { startEach } from "../../support/startEach.ts";
import {
  accountId,
  ana,
  bob,
  eve,
  type OwnedWorld,
  simulateOwned,
  successor,
} from "./ownedWorld.ts";

const kinds = Object.keys(assetKinds) as AssetKind[];
const account = { AwsAccountId: accountId };

describe("finding what people own", () => {
  let world: OwnedWorld;
  startEach(simulateOwned, (one) => {
    world = one;
  });
  const find = (...arns: string[]) => findOwned(world.regions, accountId, arns);
  const idsOf = async (arn: string) => (await find(arn)).get(arn)?.map(({ id }) => id);

  it("makes no call when there is nobody to look for", async () => {
    await world.resetCalls();
    assert.deepEqual(await find(), new Map());
    assert.deepEqual(world.simulator.calls(), {});
  });

  it("finds every kind by its owner, with its name and all its owners", async () => {
    const region = "eu-west-1";
    const desired = [];
    const bobs = [];
    for (const kind of kinds) {
      const anas = await world.create(kind, `anas-${kind}`, [ana], `Ana-s ${kind}`);
      const shared = await world.create(
        kind,
        `sh-${kind}`,
        [ana, successor, eve],
        `Shared ${kind}`,
      );
      bobs.push(await world.create(kind, `bobs-${kind}`, [bob]));
      await world.create(kind, `nobodys-${kind}`, []);
      const owners = [ana, eve, successor].sort();
      desired.push({ region, kind, id: anas, name: `Ana-s ${kind}`, owners: [ana] });
      desired.push({ region, kind, id: shared, name: `Shared ${kind}`, owners });
    }
    const owned = await find(ana, bob);
    assert.deepEqual(owned.get(ana), desired);
    assert.deepEqual(
      owned.get(bob)?.map(({ id }) => id),
      bobs,
    );
  });

  it("finds what is in another data Region, and tells the same id there apart", async () => {
    const [here, there] = world.regions;
    await world.create("dashboard", "sales", [ana], "Sales", here);
    await world.create("dashboard", "sales", [ana, bob], "Sales", there);
    await world.create("theme", "brand", [ana], "Brand", there);
    const found = (await find(ana)).get(ana) ?? [];
    assert.deepEqual(
      found.map(({ region, kind, owners }) => [region, kind, owners.length]),
      [
        ["eu-central-1", "dashboard", 2],
        ["eu-west-1", "dashboard", 1],
        ["eu-central-1", "theme", 1],
      ],
    );
    const again = await findOwnedAgain(world.regions, accountId, bob);
    assert.deepEqual(
      again.map(({ region }) => region),
      ["eu-central-1"],
    );
  });

  it("names only those who were asked for and own something", async () => {
    await world.create("dashboard", "kpi", [bob, eve]);
    await world.create("theme", "brand", [eve]);
    assert.deepEqual([...(await find(ana, bob)).keys()], [bob]);
  });

  it("searches once for each person and kind, lists each kind once, and describes each asset once", async () => {
    for (const kind of kinds) await world.create(kind, `of-${kind}`, [ana, bob]);
    await world.resetCalls();
    const later = Date.now() + 2 * 60 * 60 * 1000;
    await findOwned(world.regions, accountId, [ana, bob, ana], assetKinds, later);
    const calls = Object.entries(world.simulator.calls());
    const counts = (pattern: RegExp) =>
      calls.filter(([name]) => pattern.test(name)).map(([, count]) => count);
    assert.deepEqual(counts(/^Search/), Array(12).fill(4), "two people in two Regions");
    assert.deepEqual(counts(/^List/), Array(14).fill(2), "what searches may not know yet");
    assert.deepEqual(counts(/^(Describe|Get)\w+Permissions$/), Array(14).fill(1));
    assert.equal(calls.length, 40);
  });

  it("reads of what has been there for long only what searches find, and all themes and templates once", async () => {
    for (const kind of kinds) await world.create(kind, `of-${kind}`, [ana]);
    await world.create("dashboard", "of-bob", [bob]);
    await world.resetCalls();
    const later = Date.now() + 2 * 60 * 60 * 1000;
    const described = () =>
      Object.entries(world.simulator.calls())
        .filter(([name]) => /^(Describe|Get)\w+Permissions$/.test(name))
        .map(([name]) => name);
    const found = await findOwned(world.regions, accountId, [ana], assetKinds, later);
    assert.equal(found.get(ana)?.length, kinds.length);
    assert.equal(world.simulator.calls()["DescribeDashboardPermissions"], 1);
    await world.resetCalls();
    const again = await findOwnedAgain(world.regions, accountId, ana, assetKinds, later);
    assert.deepEqual(
      again.map(({ kind }) => kind),
      kinds.filter((kind) => kind !== "theme" && kind !== "template"),
    );
    assert.ok(!described().some((name) => /Theme|Template/.test(name)));
    await world.resetCalls();
    const fresh = await findOwnedAgain(world.regions, accountId, ana);
    assert.deepEqual(
      fresh.map(({ kind }) => kind),
      kinds,
      "themes and templates that were made a moment ago are found in lists",
    );
  });

  it("reads on through all pages", async () => {
    for (let index = 0; index < 101; index++) {
      await world.create("folder", `folder-${index}`, [ana]);
      await world.create("template", `template-${index}`, [ana]);
    }
    await world.resetCalls();
    assert.equal((await idsOf(ana))?.length, 202);
    const { SearchFolders, ListTemplates } = world.simulator.calls();
    assert.deepEqual([SearchFolders, ListTemplates], [3, 3], "two pages here, one there");
  });

  it("leaves out what a person may only see, and analyses that are deleted", async () => {
    await world.create("dashboard", "seen", [bob]);
    const viewer = ["DescribeDashboard", "ListDashboardVersions", "QueryDashboard"];
    const Actions = viewer.map((action) => `quicksight:${action}`);
    await world.data.send(
      new UpdateDashboardPermissionsCommand({
        ...{ ...account, DashboardId: "seen" },
        GrantPermissions: [{ Principal: ana, Actions }],
      }),
    );
    await world.create("analysis", "draft", [ana]);
    await world.data.send(new DeleteAnalysisCommand({ ...account, AnalysisId: "draft" }));
    assert.equal(await idsOf(ana), undefined);
  });

  it("counts an owner of a data set from before refresh schedules", async () => {
    await world.create("data-set", "old", []);
    const Actions = permissionSet("data-set", "owner").filter((action) => !/Refresh/.test(action));
    await world.data.send(
      new UpdateDataSetPermissionsCommand({
        ...{ ...account, DataSetId: "old" },
        GrantPermissions: [{ Principal: ana, Actions }],
      }),
    );
    assert.deepEqual(await idsOf(ana), ["old"]);
  });

  it("does not take another account for an owner of a template", async () => {
    await world.create("template", "base", [ana]);
    const Principal = "arn:aws:iam::999999999999:root";
    await world.data.send(
      new UpdateTemplatePermissionsCommand({
        ...{ ...account, TemplateId: "base" },
        GrantPermissions: [{ Principal, Actions: permissionSet("template", "owner") }],
      }),
    );
    assert.deepEqual((await find(ana)).get(ana)?.[0]?.owners, [ana]);
  });

  it("trusts permissions, not the search, which may be behind", async () => {
    await world.create("dashboard", "kept", [ana]);
    await world.create("dashboard", "given-away", [ana, bob]);
    await world.create("dashboard", "gone", [ana]);
    const Actions = permissionSet("dashboard", "owner");
    const off = afterSearch(world.data, async () => {
      await world.data.send(
        new UpdateDashboardPermissionsCommand({
          ...{ ...account, DashboardId: "given-away" },
          RevokePermissions: [{ Principal: ana, Actions }],
        }),
      );
      await world.data.send(new DeleteDashboardCommand({ ...account, DashboardId: "gone" }));
    });
    assert.deepEqual(await idsOf(ana), ["kept"]);
    off();
  });
});

describe("finding what people own when calls fail", () => {
  let world: OwnedWorld;
  beforeEach(async () => {
    world = await simulateOwned();
    for (const kind of kinds) await world.create(kind, `of-${kind}`, [ana], "Sales");
  });
  afterEach(async () => {
    await world.close();
  });
  const find = () => findOwned(world.regions, accountId, [ana]);

  it("stays with calls that are throttled or whose connection is lost", async () => {
    await world.setFaults(
      { operation: "SearchFolders", nth: 1, error: "ThrottlingException" },
      { operation: "ListThemes", nth: 1, drop: true },
      { operation: "DescribeTemplatePermissions", nth: 1, error: "InternalFailureException" },
    );
    assert.equal((await find()).get(ana)?.length, kinds.length);
  });

  it("takes a kind that the edition does not have for nobody's", async () => {
    const error = "UnsupportedUserEditionException";
    await world.setFaults({ operation: "SearchTopics", error }, { operation: "ListTopics", error });
    assert.equal((await find()).get(ana)?.length, kinds.length - 1);
  });

  it("takes nothing for gone that a list has: it would pass for nobody's, and be left without an owner", async () => {
    const error = "ResourceNotFoundException";
    for (const operation of ["DescribeDashboardPermissions", "DescribeTemplatePermissions"]) {
      await world.setFaults({ operation, nth: 1, error });
      await assert.rejects(find(), { message: /^who owns .* cannot be read: ResourceNotFound/ });
      await world.clearFaults();
    }
    assert.equal((await find()).get(ana)?.length, kinds.length);
  });

  it("takes a flow for gone only when the list does not have it either", async () => {
    const off = afterSearch(
      world.data,
      async () => {
        const { FlowSummaryList = [] } = await world.data.send(
          new ListFlowsCommand({ ...account }),
        );
        const FlowId = FlowSummaryList[0]?.FlowId;
        await world.data.send(new DeleteFlowCommand({ ...account, FlowId }));
      },
      "SearchFlowsCommand",
    );
    assert.equal((await find()).get(ana)?.length, kinds.length - 1);
    off();
    await world.create("flow", "kept", [ana]);
    await world.setFaults({
      ...{ operation: "GetFlowPermissions", error: "InvalidParameterValueException" },
    });
    await assert.rejects(find(), { message: /^who owns flow "kept" .* cannot be read: Invalid/ });
  });

  const refusals: [operation: string, message: RegExp][] = [
    [
      "SearchFolders",
      /^what arn:.*ana@x\.com owns in eu-\w+-1 cannot be searched for \(folder\): AccessDenied/,
    ],
    ["ListTemplates", /^assets of kind template in eu-\w+-1 cannot be listed: AccessDenied/],
    [
      "DescribeThemePermissions",
      /^who owns theme "Sales" \(of-theme\) in eu-west-1 cannot be read: AccessDenied/,
    ],
  ];
  for (const [operation, message] of refusals) {
    it(`fails when ${operation} is refused: half an answer would leave orphans`, async () => {
      await world.setFaults({ operation, error: "AccessDeniedException" });
      await assert.rejects(find(), { message });
    });
  }
});

/** Runs something between the first search (for dashboards, unless it is another) and what follows it. */
function afterSearch(
  client: QuickSightClient,
  run: () => Promise<void>,
  search = "SearchDashboardsCommand",
): () => void {
  let done = false;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName === search && !done) {
          done = true;
          await run();
        }
        return result;
      },
    { step: "initialize", name: "afterSearch" },
  );
  return () => client.middlewareStack.remove("afterSearch");
}
