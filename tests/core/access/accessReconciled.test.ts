import assert from "node:assert/strict";
import {
  DescribeAnalysisPermissionsCommand,
  DescribeDashboardPermissionsCommand,
  DescribeDataSetPermissionsCommand,
  DescribeDataSourcePermissionsCommand,
  UpdateDashboardPermissionsCommand,
  UpdateDataSetPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { formatAccess } from "../../../core/access/accessText.ts";
import { formatActualAccess } from "../../../core/access/formatActualAccess.ts";
import type { Grant } from "../../../core/access/grant.ts";
import { readAccess } from "../../../core/access/readAccess.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { createDashboard } from "../../simulator/support/assets.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { startEach } from "../../support/startEach.ts";
import { allKinds, criticalOnly, hashIn, reconcileIn, resolve, sample } from "./reconcileAccess.ts";
import {
  govern,
  otherGroupArn,
  permission,
  sampleAccess,
  type SimulatedAssets,
  simulateAssets,
} from "./simulatedAssets.ts";

const account = { AwsAccountId: scope.accountId };

describe("reconciling access", () => {
  let world: SimulatedAssets;
  startEach(simulateAssets, (one) => {
    world = one;
  });

  const run = (grants: Grant[], former: Grant[] = [], ...approvals: string[]) =>
    reconcileIn(world, govern(grants, former), { approvals });
  /** What the guard refuses at first, a person approves. */
  const runApproved = (grants: Grant[], former: Grant[] = []) =>
    run(grants, former).catch((error: unknown) => run(grants, former, hashIn(error)));
  const now = async (declared: Grant[]) =>
    formatActualAccess(await readAccess(world.data, scope, allKinds), declared);
  const share = (DashboardId: string, ...GrantPermissions: ReturnType<typeof permission>[]) =>
    world.data.send(
      new UpdateDashboardPermissionsCommand({ ...account, DashboardId, GrantPermissions }),
    );
  const permissionsOf = async (DashboardId: string) => {
    const command = new DescribeDashboardPermissionsCommand({ ...account, DashboardId });
    return (await world.data.send(command)).Permissions ?? [];
  };

  it("gives the sample's groups what the sample gives them, with one call for each asset", async () => {
    await world.resetCalls();
    const { failed } = await run(sample);
    assert.deepEqual(failed, []);
    assert.deepEqual(world.simulator.calls(), {
      ListDashboards: 1,
      ListAnalyses: 1,
      ListDataSets: 1,
      ListDataSources: 1,
      DescribeDashboardPermissions: 13,
      DescribeAnalysisPermissions: 1,
      DescribeDataSetPermissions: 2,
      DescribeDataSourcePermissions: 1,
      UpdateDashboardPermissions: 13,
      UpdateAnalysisPermissions: 1,
      UpdateDataSetPermissions: 2,
      UpdateDataSourcePermissions: 1,
    });
    assert.equal(await now(sample), formatAccess(sample));
    assert.deepEqual(
      (await permissionsOf("sales-critical")).map(({ Principal = "", Actions = [] }) => [
        Principal.split("quicksight-fed-")[1],
        Actions.length,
      ]),
      [
        ["bi-admin", 8],
        ["bi-developer", 8],
        ["critical", 3],
        ["power-reader", 3],
      ],
    );
  });

  it("leaves analyses from readers, deleted analyses, and what this program declares itself", async () => {
    await run(sample);
    const analysis = (AnalysisId: string) =>
      world.data.send(new DescribeAnalysisPermissionsCommand({ ...account, AnalysisId }));
    assert.equal((await analysis("draft")).Permissions?.length, 2);
    assert.deepEqual((await analysis("deleted")).Permissions, []);
    assert.deepEqual(await permissionsOf("qsgov-own"), [permission("dashboard", "vanished")]);
    const rules = new DescribeDataSetPermissionsCommand({ ...account, DataSetId: "qsgov-rules" });
    assert.deepEqual((await world.data.send(rules)).Permissions, []);
    const source = new DescribeDataSourcePermissionsCommand({ ...account, DataSourceId: "db" });
    assert.equal((await world.data.send(source)).Permissions?.length, 3);
  });

  it("writes nothing when nothing differs, and reads dashboards only when nobody has `all`", async () => {
    const two = resolve(sampleAccess[0]);
    await run(two);
    await world.resetCalls();
    await run(two, two);
    assert.deepEqual(world.simulator.calls(), {
      ListDashboards: 1,
      DescribeDashboardPermissions: 13,
    });
    await run(sample, two);
    await world.resetCalls();
    await run(sample, sample);
    assert.deepEqual(world.writes(), {});
  });

  it("reads nothing where nothing is declared and nothing was: whatever authors shared stays", async () => {
    await share("other-1", permission("dashboard", "critical"));
    await world.resetCalls();
    const { verdict } = await run([]);
    assert.deepEqual([verdict.plan.steps, world.simulator.calls()], [[], {}]);
  });

  it("revokes what is not declared, of groups that vanished too, and touches no one else", async () => {
    await share("other-1", permission("dashboard", "vanished", "owner"));
    await share("of-others", permission("dashboard", "critical"));
    await runApproved(criticalOnly("viewer", "sales-critical"));
    assert.deepEqual(await permissionsOf("other-1"), []);
    assert.deepEqual(
      (await permissionsOf("of-others")).map(({ Principal }) => Principal),
      [otherGroupArn],
    );
  });

  it("takes an `all` back from every kind, and leaves what authors shared", async () => {
    const former = resolve({ group: "bi-admin", all: "owner" });
    await run(former);
    const refused = await run([], former).catch((error: unknown) => error);
    assert.ok(refused instanceof PlanRefused);
    assert.match(refused.message, /all 17 grants would be revoked/);
    await world.resetCalls();
    const { failed, verdict } = await run([], former, hashIn(refused));
    assert.deepEqual(failed, []);
    assert.deepEqual(world.writes(), {
      UpdateDashboardPermissions: 13,
      UpdateAnalysisPermissions: 1,
      UpdateDataSetPermissions: 2,
      UpdateDataSourcePermissions: 1,
    });
    assert.deepEqual(verdict.plan.notices, [
      'data-set "people" (people): group critical is viewer, not by this program; left as is',
    ]);
    const { assets } = await readAccess(world.data, scope, allKinds);
    assert.deepEqual(
      assets.flatMap(({ id, grants }) => grants.map(({ group }) => `${group} ${id}`)),
      ["critical people"],
    );
  });

  it("makes an owner a viewer and a viewer an owner in one call each", async () => {
    await run(criticalOnly("owner", "sales-critical"));
    for (const level of ["viewer", "owner"] as const) {
      await world.resetCalls();
      await run(criticalOnly(level, "sales-critical"));
      assert.deepEqual(world.writes(), { UpdateDashboardPermissions: 1 });
      const expected = permission("dashboard", "critical", level);
      const [{ Principal, Actions = [] } = {}] = await permissionsOf("sales-critical");
      assert.deepEqual({ Principal, Actions: Actions.sort() }, expected);
    }
  });

  it("makes an owner of everything a viewer of everything, without analyses", async () => {
    const owner = resolve({ group: "power-reader", all: "owner" });
    const viewer = resolve({ group: "power-reader", all: "viewer" });
    await run(owner);
    assert.deepEqual((await runApproved(viewer, owner)).failed, []);
    assert.equal(await now(viewer), formatAccess(viewer));
    const { assets } = await readAccess(world.data, scope, ["analysis"]);
    assert.deepEqual(assets[0]?.grants, []);
  });

  it("completes the owner's set of a data set from before refresh schedules", async () => {
    const owner = permission("data-set", "bi-admin", "owner");
    const Actions = owner.Actions?.filter((action) => !/Refresh/.test(action));
    const old = [{ ...owner, Actions }];
    await world.data.send(
      new UpdateDataSetPermissionsCommand({
        ...account,
        DataSetId: "revenue",
        GrantPermissions: old,
      }),
    );
    const all = resolve({ group: "bi-admin", all: "owner" });
    assert.match(await now(all), /all \(0 of 17 assets\)/);
    assert.deepEqual((await run(all)).failed, []);
    assert.equal(await now(all), formatAccess(all));
  });

  it("reads on through all pages of a list", async () => {
    for (let index = 0; index < 90; index++) await createDashboard(world.data, `more-${index}`);
    const all = resolve({ group: "power-reader", all: "viewer" });
    await world.resetCalls();
    assert.deepEqual((await run(all)).failed, []);
    assert.equal(world.simulator.calls().ListDashboards, 2);
    assert.deepEqual(world.writes(), {
      UpdateDashboardPermissions: 103,
      UpdateDataSetPermissions: 2,
      UpdateDataSourcePermissions: 1,
    });
  });
});
