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
import { describeAccessFailures } from "../../../core/access/applyAccess.ts";
import type { Grant } from "../../../core/access/grant.ts";
import { formatHeldAccess } from "../../../core/access/heldAccess.ts";
import { readAccess } from "../../../core/access/readAccess.ts";
import { reconcileAccess } from "../../../core/access/reconcileAccess.ts";
import { type AccessSetting, resolveAccess } from "../../../core/access/resolveAccess.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { createDashboard } from "../../simulator/support/assets.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import {
  dashboards,
  otherGroupArn,
  permission,
  sampleAccess,
  type SimulatedAssets,
  simulateAssets,
} from "./simulatedAssets.ts";

const allKinds = ["dashboard", "analysis", "data-set", "data-source"];
const account = { AwsAccountId: scope.accountId };
const resolve = (...access: AccessSetting[]): Grant[] => {
  const { grants, problems } = resolveAccess(access, dashboards);
  assert.deepEqual(problems, []);
  return grants;
};
const sample = resolve(...sampleAccess);
const criticalOnly = (level: "viewer" | "owner", ...ids: string[]) =>
  resolve({ group: "critical", dashboards: ids, level });

describe("reconciling access", () => {
  let world: SimulatedAssets;
  beforeEach(async () => {
    world = await simulateAssets();
  });
  afterEach(async () => {
    const violations = world.simulator.violations();
    await world.close();
    assert.deepEqual(violations, []);
  });

  const run = (grants: Grant[], had: Grant[] = [], ...approvals: string[]) =>
    reconcileAccess(world.data, scope, { grants, had }, defaultGuard, approvals);
  const now = async (declared: Grant[]) =>
    formatHeldAccess(await readAccess(world.data, scope, allKinds), declared);
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

  it("revokes what is not declared, of groups that vanished too, and touches no one else", async () => {
    await share("other-1", permission("dashboard", "vanished", "owner"));
    await share("of-others", permission("dashboard", "critical"));
    await run(criticalOnly("viewer", "sales-critical"));
    assert.deepEqual(await permissionsOf("other-1"), []);
    assert.deepEqual(
      (await permissionsOf("of-others")).map(({ Principal }) => Principal),
      [otherGroupArn],
    );
  });

  it("takes an `all` back from every kind, and leaves what authors shared", async () => {
    const had = resolve({ group: "bi-admin", all: "owner" });
    await run(had);
    const refused = await run([], had).catch((error: unknown) => error);
    assert.ok(refused instanceof PlanRefused);
    assert.match(refused.message, /all 17 grants would be revoked/);
    const hash = /APPROVE=(\w+)/.exec(refused.message)?.[1] ?? "";
    await world.resetCalls();
    const { failed, plan } = await run([], had, hash);
    assert.deepEqual(failed, []);
    assert.deepEqual(world.writes(), {
      UpdateDashboardPermissions: 13,
      UpdateAnalysisPermissions: 1,
      UpdateDataSetPermissions: 2,
      UpdateDataSourcePermissions: 1,
    });
    assert.deepEqual(plan.notices, [
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
    assert.deepEqual((await run(viewer, owner)).failed, []);
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
    const wanted = resolve({ group: "bi-admin", all: "owner" });
    assert.match(await now(wanted), /all \(0 of 17 assets\)/);
    assert.deepEqual((await run(wanted)).failed, []);
    assert.equal(await now(wanted), formatAccess(wanted));
  });

  it("reads on through all pages of a list", async () => {
    for (let index = 0; index < 90; index++) await createDashboard(world.data, `more-${index}`);
    const wanted = resolve({ group: "power-reader", all: "viewer" });
    await world.resetCalls();
    assert.deepEqual((await run(wanted)).failed, []);
    assert.equal(world.simulator.calls().ListDashboards, 2);
    assert.deepEqual(world.writes(), {
      UpdateDashboardPermissions: 103,
      UpdateDataSetPermissions: 2,
      UpdateDataSourcePermissions: 1,
    });
  });
});

describe("reconciling access when calls fail", () => {
  let world: SimulatedAssets;
  beforeEach(async () => {
    world = await simulateAssets();
  });
  afterEach(async () => {
    await world.close();
  });

  const run = (grants: Grant[], had: Grant[] = []) =>
    reconcileAccess(world.data, scope, { grants, had }, defaultGuard, []);
  const now = async () => formatHeldAccess(await readAccess(world.data, scope, allKinds), sample);

  it("stays with a call that is throttled or whose answer is lost", async () => {
    await world.setFaults(
      { operation: "UpdateDashboardPermissions", nth: 1, error: "ThrottlingException" },
      { operation: "UpdateDashboardPermissions", nth: 4, drop: true, after: true },
      { operation: "DescribeDashboardPermissions", nth: 2, error: "ThrottlingException" },
      { operation: "ListDashboards", nth: 1, error: "InternalFailureException" },
    );
    assert.deepEqual((await run(sample)).failed, []);
    assert.equal(await now(), formatAccess(sample));
  });

  it("goes on when one asset fails, names it, and finishes at the next run", async () => {
    await world.setFaults({
      operation: "UpdateDashboardPermissions",
      nth: 3,
      error: "ConflictException",
    });
    const applied = await run(sample);
    assert.equal(applied.failed.length, 1);
    const message = describeAccessFailures("default", applied);
    assert.match(message, /^access of namespace default failed on 1 assets; \d+ operations are/);
    assert.match(message, /dashboard ".+" \(.+\): \+ bi-admin as owner, .+: ConflictException: /);
    await world.resetCalls();
    assert.deepEqual((await run(sample)).failed, []);
    assert.deepEqual(world.writes(), { UpdateDashboardPermissions: 1 });
    assert.equal(await now(), formatAccess(sample));
  });

  it("says which group is missing, and serves the other assets", async () => {
    const [name] = sampleAccess[0].dashboards;
    const grants = resolve(
      { group: "nobody", dashboards: [name] },
      { group: "critical", dashboards: ["field-operations"] },
    );
    const { failed, done } = await run(grants);
    assert.equal(done.length, 1);
    assert.match(
      failed[0]?.reason ?? "",
      /InvalidParameterValueException: .*quicksight-fed-nobody/,
    );
  });

  it("goes on without an asset that cannot be read, but fails if access names it", async () => {
    const denied = { operation: "DescribeDashboardPermissions", error: "AccessDeniedException" };
    await world.setFaults({ ...denied, nth: 1 });
    const all = resolve({ group: "power-reader", all: "viewer" });
    const first = await run(all);
    assert.deepEqual(first.failed, []);
    assert.equal(first.plan.notices.filter((notice) => /cannot be read/.test(notice)).length, 1);

    await world.setFaults({ ...denied, every: 2 });
    const { failed } = await run([
      ...all,
      ...criticalOnly("viewer", ...dashboards.map(({ id }) => id)),
    ]);
    assert.ok(failed.length >= 5);
    for (const { reason } of failed) assert.match(reason, /cannot be read \(AccessDenied/);
  });

  it("fails when nothing can be read: that would pass for nothing to do", async () => {
    const operation = "DescribeDataSetPermissions";
    await world.setFaults({ operation, every: 1, error: "AccessDeniedException" });
    await assert.rejects(
      run(sample),
      /permissions of data-set: none of 2 can be read: AccessDeniedException/,
    );
  });

  it("fails when the assets cannot be listed: half a list would look like lost dashboards", async () => {
    await world.setFaults({ operation: "ListDashboards", every: 1, error: "AccessDenied" });
    await assert.rejects(run(sample), { name: "AccessDeniedException" });
    assert.deepEqual(
      Object.keys(world.writes()).filter((name) => name.startsWith("Update")),
      [],
    );
  });
});
