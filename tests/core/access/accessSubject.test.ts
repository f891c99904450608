import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeAnalysisPermissionsCommand,
  DescribeDashboardPermissionsCommand,
  DescribeDataSetPermissionsCommand,
  DescribeDataSourcePermissionsCommand,
  UpdateDashboardPermissionsCommand,
  UpdateDataSetPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { accessSubject } from "../../../core/access/accessSubject.ts";
import { formatAccess } from "../../../core/access/accessText.ts";
import { formatActualAccess } from "../../../core/access/formatActualAccess.ts";
import type { GovernedAccess } from "../../../core/access/governedAccess.ts";
import type { Grant } from "../../../core/access/grant.ts";
import { readAccess } from "../../../core/access/readAccess.ts";
import { type AccessSetting, resolveAccess } from "../../../core/access/resolveAccess.ts";
import type { AccessStep } from "../../../core/access/step.ts";
import { describeOutcome } from "../../../core/reconcile/describeOutcome.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { run as reconcile, type RunOptions } from "../../../core/reconcile/run.ts";
import { RunStopped } from "../../../core/reconcile/runStopped.ts";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { type LockSite, startLockSite } from "../reconcile/lock/lockSite.ts";
import { createDashboard } from "../../simulator/support/assets.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import {
  dashboards,
  dataRegion,
  govern,
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
  return [...grants];
};
const sample = resolve(...sampleAccess);
/** A run without a lock, unless the options name one. */
const reconcileIn = (
  world: SimulatedAssets,
  desired: GovernedAccess,
  options: Partial<RunOptions<GovernedAccess, AccessStep>> = {},
) =>
  reconcile(accessSubject, {
    desired,
    regions: { identity: scope.identityRegion, data: [dataRegion] },
    connection: world.connection,
    owner: "a test",
    approvals: [],
    ...options,
  });
const hashIn = (error: unknown) => /APPROVE=(\w+)/.exec(String(error))?.[1] ?? "";
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

describe("reconciling access when calls fail", () => {
  let world: SimulatedAssets;
  beforeEach(async () => {
    world = await simulateAssets();
  });
  afterEach(async () => {
    await world.close();
  });

  const run = (grants: Grant[], former: Grant[] = []) => reconcileIn(world, govern(grants, former));
  const now = async () => formatActualAccess(await readAccess(world.data, scope, allKinds), sample);

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
    const denied = { operation: "UpdateDashboardPermissions", error: "AccessDeniedException" };
    await world.setFaults({ ...denied, nth: 3 });
    const outcome = await run(sample);
    const count = outcome.failed.length;
    assert.equal(new Set(outcome.failed.map(({ step }) => step.asset.id)).size, 1);
    const message = describeOutcome(accessSubject, "default", outcome);
    assert.match(
      message,
      new RegExp(`^${count} of \\d+ steps failed for access of namespace default; \\d+ are done, `),
    );
    assert.match(
      message,
      /\+ bi-admin as owner of dashboard ".+" \(.+\) \(bi-admin has all: owner\): AccessDeniedException: /,
    );
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
    const { notices } = first.verdict.plan;
    assert.equal(notices.filter((notice) => /cannot be read/.test(notice)).length, 1);

    await world.setFaults({ ...denied, every: 2 });
    const { failed } = await run([
      ...all,
      ...criticalOnly("viewer", ...dashboards.map(({ id }) => id)),
    ]);
    assert.ok(failed.length >= 5);
    for (const { reason } of failed) assert.match(reason, /cannot be read \(AccessDenied/);
  });

  it("asks again where something else changes the asset just now", async () => {
    const operation = "UpdateDashboardPermissions";
    await world.setFaults(
      { operation, nth: 1, error: "ConflictException" },
      { operation, nth: 2, error: "ConflictException" },
    );
    await world.resetCalls();
    assert.deepEqual((await run(criticalOnly("viewer", "sales-critical"))).failed, []);
    assert.deepEqual(world.writes(), { UpdateDashboardPermissions: 3 });
  });

  it("takes what is gone for taken, and not for given", async () => {
    const gone = { operation: "UpdateDashboardPermissions", error: "ResourceNotFoundException" };
    await run(criticalOnly("viewer", "sales-critical", "other-0", "other-1"));
    await world.setFaults({ ...gone, nth: 1 });
    const less = await run(criticalOnly("viewer", "other-0", "other-1"));
    assert.deepEqual([less.failed, less.done.map(({ kind }) => kind)], [[], ["revoke"]]);
    await world.setFaults({ ...gone, nth: 1 });
    const more = await run(criticalOnly("viewer", "other-0", "other-1", "other-2"));
    assert.match(more.failed[0]?.reason ?? "", /^ResourceNotFoundException: /);
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

describe("stopping a run for access", () => {
  let world: SimulatedAssets;
  beforeEach(async () => {
    world = await simulateAssets();
  });
  afterEach(async () => {
    await world.close();
  });

  it("lets no call leave that takes something after the signal, and the next run finishes", async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `more-${index}`);
    for (const id of ids) {
      await createDashboard(world.data, id, {
        Permissions: [permission("dashboard", "critical"), permission("dashboard", "power-reader")],
      });
    }
    const removals = { percent: 100, atLeast: 0, atMost: 1000 };
    const desired = govern(criticalOnly("viewer", "sales-critical"), [], {
      guard: { ...defaultGuard, removals },
    });
    // Throttled, so that calls wait for their first turn and for another one.
    const operation = "UpdateDashboardPermissions";
    await world.setFaults({ operation, every: 2, error: "ThrottlingException" });
    const controller = new AbortController();
    const late: string[] = [];
    const onRequest = (message: unknown) => {
      const { request } = message as { readonly request: { readonly method: string } };
      if (controller.signal.aborted && request.method !== "GET") late.push(request.method);
    };
    subscribe("http.client.request.start", onRequest);
    const outcome = await reconcileIn(world, desired, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort(new RunStopped("by a test"));
      },
    });
    assert.match(outcome.stopped ?? "", /stopped by a test/);
    assert.ok(outcome.done.length > 0 && outcome.left.length > 0);
    assert.equal(
      outcome.done.length + outcome.failed.length + outcome.left.length,
      outcome.verdict.plan.steps.length,
    );
    await sleep(100);
    unsubscribe("http.client.request.start", onRequest);
    assert.deepEqual(late, []);
    await world.clearFaults();

    assert.deepEqual((await reconcileIn(world, desired)).failed, []);
    const { assets } = await readAccess(world.data, scope, ["dashboard"]);
    const open = assets.flatMap(({ id, grants }) => grants.map(({ group }) => `${group} ${id}`));
    assert.deepEqual(open, ["critical sales-critical"]);
  });

  it("does nothing at all when the signal was there before", async () => {
    const signal = AbortSignal.abort(new RunStopped("by a test"));
    const desired = govern(criticalOnly("viewer", "sales-critical"));
    await world.resetCalls();
    await assert.rejects(reconcileIn(world, desired, { signal }), { name: "RunStopped" });
    assert.deepEqual(world.writes(), {});
  });
});

describe("access over several runs with a lock", () => {
  let world: SimulatedAssets;
  let site: LockSite;
  before(async () => {
    [world, site] = await Promise.all([simulateAssets(), startLockSite()]);
  });
  after(async () => {
    await Promise.all([world.close(), site.close()]);
  });

  it("counts what earlier runs took, and takes each approval once", async () => {
    const lock = site.place(scope.namespace);
    const ids = dashboards.slice(0, 8).map(({ id }) => id);
    const keep = (count: number, approvals: string[] = []) =>
      reconcileIn(world, govern(criticalOnly("viewer", ...ids.slice(0, count))), {
        lock,
        approvals,
      });
    await keep(8);
    await keep(6);
    await keep(5);
    const refused: unknown = await keep(3).catch((error: unknown) => error);
    assert.match(
      String(refused),
      /2 of 5 grants would be revoked after 3 in the last 24 hours; the limit is 4 /,
    );
    const approvals = [hashIn(refused)];
    assert.equal((await keep(3, approvals)).done.length, 2);
    await keep(5);
    await assert.rejects(keep(3, approvals), /the approval given was used up by an earlier run/);
  });
});
