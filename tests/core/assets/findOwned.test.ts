import assert from "node:assert/strict";
import {
  DeleteAnalysisCommand,
  DeleteDashboardCommand,
  type QuickSightClient,
  UpdateDashboardPermissionsCommand,
  UpdateDataSetPermissionsCommand,
  UpdateTemplatePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { findOwned } from "../../../core/assets/findOwned.ts";
import { findSearchable } from "../../../core/assets/findSearchable.ts";
import { ownedKinds, searchableKinds } from "../../../core/assets/ownedAsset.ts";
import { ownerSet } from "../../../core/assets/ownerSet.ts";
import {
  accountId,
  ana,
  bob,
  eve,
  type OwnedWorld,
  simulateOwned,
  successor,
} from "./ownedWorld.ts";

const account = { AwsAccountId: accountId };

describe("finding what people own", () => {
  let world: OwnedWorld;
  beforeEach(async () => {
    world = await simulateOwned();
  });
  afterEach(async () => {
    const violations = world.simulator.violations();
    await world.close();
    assert.deepEqual(violations, []);
  });
  const find = (...arns: string[]) => findOwned(world.data, accountId, arns);
  const idsOf = async (arn: string) => (await find(arn)).get(arn)?.map(({ id }) => id);

  it("makes no call when there is nobody to look for", async () => {
    await world.resetCalls();
    assert.deepEqual(await find(), new Map());
    assert.deepEqual(world.simulator.calls(), {});
  });

  it("finds every kind by its owner, with its name and all its owners", async () => {
    for (const kind of ownedKinds) {
      await world.create(kind, `anas-${kind}`, [ana], `Ana's ${kind}`);
      await world.create(kind, `shared-${kind}`, [ana, successor, eve], `Shared ${kind}`);
      await world.create(kind, `bobs-${kind}`, [bob]);
      await world.create(kind, `nobodys-${kind}`, []);
    }
    const owned = await find(ana, bob);
    assert.deepEqual(
      owned.get(ana),
      ownedKinds.flatMap((kind) => [
        { kind, id: `anas-${kind}`, name: `Ana's ${kind}`, owners: [ana] },
        {
          kind,
          id: `shared-${kind}`,
          name: `Shared ${kind}`,
          owners: [ana, eve, successor].sort(),
        },
      ]),
    );
    assert.deepEqual(
      owned.get(bob)?.map(({ kind, id }) => [kind, id]),
      ownedKinds.map((kind) => [kind, `bobs-${kind}`]),
    );
  });

  it("names only those who were asked for and own something", async () => {
    await world.create("dashboard", "kpi", [bob, eve]);
    await world.create("theme", "brand", [eve]);
    assert.deepEqual([...(await find(ana, bob)).keys()], [bob]);
  });

  it("searches once for each person and kind, and describes each asset once", async () => {
    for (const kind of ownedKinds) await world.create(kind, `of-${kind}`, [ana, bob]);
    await world.resetCalls();
    await find(ana, bob, ana);
    assert.deepEqual(world.simulator.calls(), {
      SearchDashboards: 2,
      SearchAnalyses: 2,
      SearchDataSets: 2,
      SearchDataSources: 2,
      SearchFolders: 2,
      ListThemes: 1,
      ListTemplates: 1,
      DescribeDashboardPermissions: 1,
      DescribeAnalysisPermissions: 1,
      DescribeDataSetPermissions: 1,
      DescribeDataSourcePermissions: 1,
      DescribeFolderPermissions: 1,
      DescribeThemePermissions: 1,
      DescribeTemplatePermissions: 1,
    });
  });

  it("reads neither themes nor templates when it looks for a person once more", async () => {
    for (const kind of ownedKinds) await world.create(kind, `of-${kind}`, [ana]);
    await world.resetCalls();
    const found = await findSearchable(world.data, accountId, ana);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      searchableKinds,
    );
    const calls = Object.keys(world.simulator.calls());
    assert.equal(calls.length, 10);
    assert.deepEqual(
      calls.filter((name) => /Theme|Template/.test(name)),
      [],
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
    assert.deepEqual([SearchFolders, ListTemplates], [2, 2]);
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
    const Actions = ownerSet("data-set").filter((action) => !/Refresh/.test(action));
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
        GrantPermissions: [{ Principal, Actions: ownerSet("template") }],
      }),
    );
    assert.deepEqual((await find(ana)).get(ana)?.[0]?.owners, [ana]);
  });

  it("trusts permissions, not the search, which may be behind", async () => {
    await world.create("dashboard", "kept", [ana]);
    await world.create("dashboard", "given-away", [ana, bob]);
    await world.create("dashboard", "gone", [ana]);
    const Actions = ownerSet("dashboard");
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
    for (const kind of ownedKinds) await world.create(kind, `of-${kind}`, [ana], "Sales");
  });
  afterEach(async () => {
    await world.close();
  });
  const find = () => findOwned(world.data, accountId, [ana]);

  it("stays with calls that are throttled or whose connection is lost", async () => {
    await world.setFaults(
      { operation: "SearchFolders", nth: 1, error: "ThrottlingException" },
      { operation: "ListThemes", nth: 1, drop: true },
      { operation: "DescribeTemplatePermissions", nth: 1, error: "InternalFailureException" },
    );
    assert.equal((await find()).get(ana)?.length, ownedKinds.length);
  });

  const refusals: [operation: string, message: RegExp][] = [
    [
      "SearchFolders",
      /^what arn:.*ana@x\.com owns cannot be searched for \(folder\): AccessDenied/,
    ],
    ["ListTemplates", /^themes and templates cannot be listed: AccessDenied/],
    [
      "DescribeThemePermissions",
      /^who owns theme "Sales" \(of-theme\) cannot be read: AccessDenied/,
    ],
  ];
  for (const [operation, message] of refusals) {
    it(`fails when ${operation} is refused: half an answer would leave orphans`, async () => {
      await world.setFaults({ operation, error: "AccessDeniedException" });
      await assert.rejects(find(), { message });
    });
  }
});

/** Runs something between the first search for dashboards and what follows it. */
function afterSearch(client: QuickSightClient, run: () => Promise<void>): () => void {
  let done = false;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName === "SearchDashboardsCommand" && !done) {
          done = true;
          await run();
        }
        return result;
      },
    { step: "initialize", name: "afterSearch" },
  );
  return () => client.middlewareStack.remove("afterSearch");
}
