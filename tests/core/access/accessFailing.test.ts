import assert from "node:assert/strict";
import { DeleteDashboardCommand } from "@aws-sdk/client-quicksight";
import { accessSubject } from "../../../core/access/accessSubject.ts";
import { formatAccess } from "../../../core/access/accessText.ts";
import { formatActualAccess } from "../../../core/access/formatActualAccess.ts";
import type { Grant } from "../../../core/access/grant.ts";
import { readAccess } from "../../../core/access/readAccess.ts";
import { describeOutcome } from "../../../core/reconcile/describeOutcome.ts";
import { createPlain } from "../../simulator/support/plainAssets.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { allKinds, criticalOnly, reconcileIn, resolve, sample } from "./reconcileAccess.ts";
import {
  dashboards,
  govern,
  sampleAccess,
  type SimulatedAssets,
  simulateAssets,
} from "./simulatedAssets.ts";

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

  it("takes what is gone for taken, and not for given, nor for gone what the list has", async () => {
    const gone = { operation: "UpdateDashboardPermissions", error: "ResourceNotFoundException" };
    await run(criticalOnly("viewer", "sales-critical", "other-0", "other-1"));
    await world.setFaults({ ...gone, nth: 1 });
    const rest = govern(criticalOnly("viewer", "other-0", "other-1"));
    const refused = await reconcileIn(world, rest);
    assert.deepEqual(
      refused.failed.map(({ step }) => step.kind),
      ["revoke"],
    );
    const less = await reconcileIn(world, rest, {
      onPlan: async ({ plan: { steps } }) => {
        const DashboardId = steps[0]?.asset.id;
        const address = { AwsAccountId: scope.accountId, DashboardId };
        await world.data.send(new DeleteDashboardCommand(address));
      },
    });
    assert.deepEqual([less.failed, less.done.map(({ kind }) => kind)], [[], ["revoke"]]);
    await world.setFaults({ ...gone, nth: 1 });
    const more = await run(criticalOnly("viewer", "other-0", "other-1", "other-2"));
    assert.match(more.failed[0]?.reason ?? "", /^ResourceNotFoundException: /);
  });

  it("keeps in mind what it could not take, until it has", async () => {
    const topics = ["one", "two"].map((id): Grant => ({
      ...{ group: "critical", level: "viewer", asset: { kind: "topic", id, name: id } },
    }));
    for (const id of ["one", "two"]) await createPlain.topic(world.data, id, id);
    const kept = criticalOnly("viewer", "sales-critical");
    await run([...kept, ...topics]);
    const operation = "DescribeTopicPermissions";
    await world.setFaults({ operation, nth: 1, error: "AccessDeniedException" });
    const { failed, done } = await run(kept, [...kept, ...topics]);
    assert.equal(done.length, 1);
    assert.deepEqual(
      failed.map(({ reason }) => reason),
      ["its permissions cannot be read (AccessDeniedException: Injected fault)"],
    );
    await world.clearFaults();
    assert.deepEqual((await run(kept, [...kept, ...topics])).failed, []);
    const { assets } = await readAccess(world.data, scope, ["topic"]);
    assert.deepEqual(
      assets.flatMap(({ grants }) => grants),
      [],
    );
  });

  it("needs nothing for an asset that is gone meanwhile, unless access names it", async () => {
    const meanwhile = (grants: Grant[], DashboardId: string) =>
      reconcileIn(world, govern(grants), {
        onPlan: async () => {
          await world.data.send(
            new DeleteDashboardCommand({ AwsAccountId: scope.accountId, DashboardId }),
          );
        },
      });
    const all = resolve({ group: "power-reader", all: "viewer" });
    assert.deepEqual((await meanwhile(all, "other-0")).failed, []);
    const one = criticalOnly("viewer", "other-1");
    const { failed } = await meanwhile([...all, ...one], "other-1");
    assert.match(failed[0]?.reason ?? "", /^ResourceNotFoundException: /);
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
