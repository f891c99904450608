import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { FindClosed } from "../../../../core/keys/reencryption/readReencryption.ts";
import { RunStopped } from "../../../../core/reconcile/runStopped.ts";
import { createDataSource } from "../../../simulator/support/assets.ts";
import { memoryBucket } from "../../../support/memoryBucket.ts";
import {
  AwsAccountId,
  dataSetArn,
  key,
  noGrants,
  type ReencryptionWorld,
  type RunChanges,
  startReencryption,
} from "./reencryptionWorld.ts";

describe("re-encryption of what is under a key that is closed after its load was begun", function () {
  this.timeout(60_000);
  let world: ReencryptionWorld;
  const closed = new Map<string, string>();
  const findClosed: FindClosed = (keys) =>
    Promise.resolve({
      closed: new Map([...closed].filter(([arn]) => keys.includes(arn))),
      unknown: new Map(),
    });
  const close = () => closed.set(key("a"), "it is Disabled");
  const run = (changes: RunChanges = {}) => world.run({ findClosed, ...changes });
  beforeEach(async () => {
    closed.clear();
    world = await startReencryption();
  });
  afterEach(async () => {
    const violations = world.simulator.violations();
    await world.close();
    assert.deepEqual(violations, []);
  });

  /** A load of `costs` that goes on at QuickSight after its run was stopped. */
  const leaveLoad = async (changes: RunChanges = {}) => {
    await world.addDataSets(["costs"]);
    await world.register("b", "a");
    world.simulator.change({ ingestionDelayMs: 1500 });
    const controller = new AbortController();
    const running = run({ signal: controller.signal, ...changes });
    while ((await world.begunLoads("costs")) === 0) await sleep(20);
    controller.abort(new RunStopped("by Ctrl-C"));
    assert.match((await running).failed[0]?.reason ?? "", /its load qsgov-\w+-1 goes on/);
  };
  const assertCancelled = async () => {
    const [load, ...more] = await world.loads("costs");
    assert.equal(load?.IngestionStatus, "CANCELLED");
    assert.equal(more.length, 1, "the load that made it, and ours");
    await sleep(1500);
    assert.equal((await world.keys())[dataSetArn("costs")], key("a"));
  };

  it("cancels a load that an earlier run began, where the key is closed while it is followed", async () => {
    await leaveLoad();
    const followed = world.simulator.calls()["DescribeIngestion"] ?? 0;
    const running = run();
    while ((world.simulator.calls()["DescribeIngestion"] ?? 0) === followed) await sleep(20);
    close();
    const { failed } = await running;
    assert.match(failed[0]?.reason ?? "", /its load was cancelled: .*key\/a was closed/);
    await assertCancelled();
  });

  it("cancels a load that an earlier run began, where the key was closed between the two, and loads it after the restore", async () => {
    await leaveLoad();
    close();
    const { done, failed, verdict } = await run();
    assert.deepEqual(failed, []);
    assert.deepEqual(
      done.map(({ kind, reason }) => `${kind}: ${reason}`),
      [
        `cancel: ${key("a")} is closed to QuickSight (it is Disabled), and it would open under \
the default key`,
      ],
    );
    assert.match(verdict.plan.notices.join(), /key\/a is closed .*\(costs\).* stay closed/);
    await assertCancelled();
    assert.deepEqual((await run()).verdict.plan.steps, [], "then nothing is left to cancel");
    closed.clear();
    world.simulator.change({ ingestionDelayMs: 0 });
    assert.deepEqual((await run()).failed, []);
    assert.equal((await world.keys())[dataSetArn("costs")], key("b"));
    assert.equal(await world.begunLoads("costs"), 2);
  });

  it("cancels it also where nobody sees under which key it is", async () => {
    await leaveLoad({ findUses: noGrants });
    close();
    assert.deepEqual((await run({ findUses: noGrants })).failed, []);
    await assertCancelled();
  });

  it("cancels it also where the settings have another default key since", async () => {
    await leaveLoad();
    close();
    await world.register("c", "b", "a");
    assert.deepEqual((await run({ defaultKey: key("c") })).failed, []);
    await assertCancelled();
  });

  it("cancels it also where somebody deleted what runs have noted", async () => {
    await leaveLoad();
    close();
    assert.deepEqual((await run({ lock: memoryBucket().place })).failed, []);
    await assertCancelled();
  });

  it("cancels it also where somebody made another key the default, which fails the run", async () => {
    await leaveLoad();
    close();
    await world.register("c", "b", "a");
    const { failed } = await run();
    assert.match(failed[0]?.reason ?? "", /key\/c is the default key and not \S+key\/b/);
    await assertCancelled();
  });

  it("cancels it also while the default key is closed and holds everything else", async () => {
    await leaveLoad();
    await world.addDataSets(["orders"], {});
    await world.load("orders", "by-somebody");
    close();
    closed.set(key("b"), "it is Disabled");
    await run({ findUses: noGrants });
    await assertCancelled();
  });

  it("says where a load cannot be cancelled that may open what is closed, and the next run cancels it", async () => {
    await leaveLoad();
    close();
    await world.setFaults({ operation: "CancelIngestion", error: "AccessDenied" });
    const { failed } = await run();
    assert.match(
      failed[0]?.reason ?? "",
      /its load qsgov-\w+-1 may open it under the default key, and could not be cancelled \(AccessDenied/,
    );
    await world.clearFaults();
    assert.deepEqual((await run()).failed, []);
    await assertCancelled();
  });

  it("cancels no load of somebody else", async () => {
    await leaveLoad();
    await world.load("costs", "by-somebody");
    close();
    assert.deepEqual((await run()).failed, []);
    assert.equal(world.simulator.calls()["CancelIngestion"], undefined);
  });

  it("follows it where the settings say that what is revoked is to open", async () => {
    await leaveLoad();
    close();
    assert.deepEqual((await run({ openRevoked: true })).failed, []);
    assert.equal((await world.keys())[dataSetArn("costs")], key("b"));
    assert.equal(await world.begunLoads("costs"), 1);
  });

  it("loads under a default key that nobody may look at, and nothing that is under such another key", async () => {
    await world.addDataSets(["costs"]);
    await world.register("b", "a");
    const unknown = (id: string): FindClosed => {
      const told = new Map([[key(id), "AccessDeniedException"]]);
      return () => Promise.resolve({ closed: new Map(), unknown: told });
    };
    await run({ findClosed: unknown("a") });
    assert.equal((await world.keys())[dataSetArn("costs")], key("a"));
    assert.deepEqual((await run({ findClosed: unknown("b") })).failed, []);
    assert.equal((await world.keys())[dataSetArn("costs")], key("b"));
  });

  it("begins none where the key is closed while QuickSight has no room for it", async () => {
    await world.addDataSets(["costs"]);
    await world.register("b", "a");
    await world.setFaults({ operation: "CreateIngestion", error: "LimitExceeded" });
    const running = run();
    while ((world.simulator.calls()["CreateIngestion"] ?? 0) === 0) await sleep(20);
    close();
    await world.clearFaults();
    assert.match((await running).failed[0]?.reason ?? "", /key\/a was closed to QuickSight/);
    assert.equal(await world.begunLoads("costs"), 0);
  });

  it("does not write credentials again where the key is closed while the data source is being changed", async () => {
    const SecretArn = `arn:aws:secretsmanager:eu-west-1:${AwsAccountId}:secret:db-a1b2c3`;
    world.simulator.change({ keyForSecrets: true, assetDelayMs: 1000 });
    await createDataSource(world.client, "secret", { Credentials: { SecretArn } });
    await world.register("b", "a");
    const before = world.simulator.calls()["DescribeDataSource"] ?? 0;
    const running = run();
    // One look belongs to the plan.
    while ((world.simulator.calls()["DescribeDataSource"] ?? 0) < before + 2) await sleep(10);
    close();
    assert.match((await running).failed[0]?.reason ?? "", /key\/a was closed to QuickSight/);
    assert.equal(world.simulator.calls()["UpdateDataSource"], undefined);
  });
});
