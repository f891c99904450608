import assert from "node:assert/strict";
import {
  CancelIngestionCommand,
  DeleteDataSetCommand,
  DeleteDataSourceCommand,
  TagResourceCommand,
  UpdateDataSourceCommand,
} from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";
import { RunStopped } from "../../../../core/reconcile/runStopped.ts";
import { createDataSource, database } from "../../../simulator/support/assets.ts";
import {
  AwsAccountId,
  dataSetArn,
  key,
  noGrants,
  type ReencryptionWorld,
  seenGrants,
  startReencryption,
} from "./reencryptionWorld.ts";

describe("re-encryption, against the simulator", function () {
  this.timeout(60_000);
  let world: ReencryptionWorld;
  beforeEach(async () => {
    world = await startReencryption();
  });
  afterEach(async () => {
    const violations = world.simulator.violations();
    await world.close();
    assert.deepEqual(violations, []);
  });

  const ids = ["costs", "orders", "people"];
  const change = async (sets: readonly string[] = ids) => {
    await world.addDataSets(sets);
    await world.register("b", "a");
  };
  const assertAllUnder = async (id: string, sets: readonly string[] = ids) => {
    const keys = await world.keys();
    for (const one of sets) assert.equal(keys[dataSetArn(one)], key(id), one);
  };
  const assertLoadedOnce = async (sets: readonly string[] = ids) => {
    for (const one of sets) assert.equal(await world.begunLoads(one), 1, one);
  };
  const planned = async (changes = {}) => (await world.run(changes)).verdict.plan;

  it("loads every data set in SPICE in full, ours and others', and then has nothing to do", async () => {
    await change(["qsgov-default-revenue", ...ids]);
    await world.addDataSets(["direct"], { ImportMode: "DIRECT_QUERY" });
    const { done, failed } = await world.run();
    assert.deepEqual(failed, []);
    assert.equal(done.filter(({ kind }) => kind === "refresh").length, 4);
    await assertAllUnder("b", ["qsgov-default-revenue", ...ids]);
    assert.deepEqual((await planned()).steps, []);
    await assertLoadedOnce(["qsgov-default-revenue", ...ids]);
  });

  it("loads once and not for ever where nobody may see grants", async () => {
    await change();
    assert.deepEqual((await world.run({ findUses: noGrants })).failed, []);
    assert.deepEqual((await planned({ findUses: noGrants })).steps, []);
    await world.load("costs", "by-schedule");
    assert.deepEqual((await planned({ findUses: noGrants })).steps, []);
    await assertLoadedOnce();
  });

  it("loads nothing where KMS does not say for once what is under the default key", async () => {
    await world.register("b", "a");
    await world.addDataSets(ids);
    const findUses = () =>
      Promise.resolve({
        uses: new Map(),
        unreadable: new Map([[key("b"), "ThrottlingException"]]),
      });
    await assert.rejects(
      world.run({ findUses }),
      /what is under the default key \S+key\/b cannot be found out \(ThrottlingException\); nothing was loaded/,
    );
    assert.equal(world.simulator.calls()["CreateIngestion"], undefined);
  });

  it("calls nothing but lists once all is done", async () => {
    await change();
    await world.run();
    const before = { ...world.simulator.calls() };
    await world.run({ exceptTag: { key: "stay" } });
    const after = world.simulator.calls();
    assert.deepEqual(
      Object.keys(after).filter((name) => after[name] !== before[name]),
      ["DescribeKeyRegistration", "ListDataSets"],
    );
  });

  it("loads nothing while another key is the default, and says so", async () => {
    await world.addDataSets(ids);
    const { failed } = await world.run();
    assert.match(failed[0]?.reason ?? "", /key\/a is the default key and not .*key\/b, so nothing/);
    assert.equal(world.simulator.calls()["CreateIngestion"], undefined);
  });

  it("leaves data sets with the tag, and names them", async () => {
    await change();
    const Tags = [{ Key: "keep-key", Value: "yes" }];
    await world.client.send(new TagResourceCommand({ ResourceArn: dataSetArn("people"), Tags }));
    const exceptTag = { key: "keep-key", value: "yes" };
    const { notices } = await planned({ exceptTag });
    assert.match(
      notices.join(),
      /1 not under the default key and exempt by tag keep-key: .*people/,
    );
    await assertAllUnder("b", ["costs", "orders"]);
    await assertAllUnder("a", ["people"]);
    await planned({ exceptTag: { key: "keep-key", value: "no" } });
    await assertAllUnder("b");
  });

  it("has several loads under way, and no more than it may", async () => {
    const many = Array.from({ length: 20 }, (_, index) => `set-${index}`);
    await change(many);
    const ingestionDelayMs = 400;
    world.simulator.change({ ingestionDelayMs });
    assert.deepEqual((await world.run({ parallel: 5 })).failed, []);
    const begun = (await Promise.all(many.map((id) => world.loads(id)))).map(
      ([newest]) => newest?.CreatedTime?.getTime() ?? 0,
    );
    // Each takes as long as the simulator was told.
    const underWay = begun.map(
      (at) => begun.filter((one) => one <= at && at < one + ingestionDelayMs).length,
    );
    const most = Math.max(...underWay);
    assert.ok(most > 1 && most <= 5, `${most} at once`);
  });

  it("waits where QuickSight takes fewer loads at once than it may begin", async () => {
    const many = Array.from({ length: 10 }, (_, index) => `set-${index}`);
    await change(many);
    world.simulator.change({ ingestionDelayMs: 90, parallelIngestions: 3 });
    assert.deepEqual((await world.run({ parallel: 5 })).failed, []);
    assert.ok((world.simulator.calls()["CreateIngestion"] ?? 0) > many.length, "some were refused");
    await assertAllUnder("b", many);
    await assertLoadedOnce(many);
  });

  it("waits out throttling and conflicts, and finds its load again where the answer is lost", async () => {
    await change();
    await world.setFaults(
      { operation: "CreateIngestion", nth: 1, error: "Throttling" },
      { operation: "CreateIngestion", nth: 2, error: "Conflict" },
      { operation: "CreateIngestion", nth: 4, drop: true, after: true },
      { operation: "DescribeIngestion", nth: 1, error: "InternalFailure" },
      { operation: "DescribeIngestion", nth: 2, error: "ResourceNotFound" },
    );
    assert.deepEqual((await world.run()).failed, []);
    await assertAllUnder("b");
    await assertLoadedOnce();
  });

  it("lists a load that failed with AWS's reason, goes on with the others, and tries again in the next run", async () => {
    await createDataSource(world.client, "other");
    await world.addDataSets(["broken"], {
      PhysicalTableMap: {
        t: {
          RelationalTable: {
            DataSourceArn: `arn:aws:quicksight:eu-west-1:${AwsAccountId}:datasource/other`,
            Name: "t",
            InputColumns: [{ Name: "x", Type: "STRING" }],
          },
        },
      },
    });
    await change();
    await world.client.send(new DeleteDataSourceCommand({ AwsAccountId, DataSourceId: "other" }));
    const progress: number[][] = [];
    const { failed } = await world.run({ onProgress: (...told) => progress.push(told) });
    assert.equal(failed.length, 1);
    assert.match(failed[0]?.reason ?? "", /its load failed \(FAILED DATA_SOURCE_NOT_FOUND: /);
    assert.deepEqual(progress.at(-1), [5, 5, 1]);
    await assertAllUnder("b");
    await createDataSource(world.client, "other");
    assert.deepEqual((await world.run()).failed, []);
    assert.equal(await world.begunLoads("broken"), 2);
    await assertAllUnder("b", ["broken"]);
    await assertLoadedOnce();
    assert.deepEqual((await planned()).steps, []);
  });

  it("takes no more loads by hand than QuickSight lets, names whose are used up, and loads them later", async () => {
    await world.addDataSets(["costs", "orders"]);
    for (let count = 1; count <= 32; count += 1) await world.load("costs", `by-hand-${count}`);
    await world.register("b", "a");
    const { failed } = await world.run();
    assert.equal(failed.length, 1);
    assert.match(failed[0]?.reason ?? "", /takes 32 loads by hand .* are used up: the next run/);
    await assertAllUnder("b", ["orders"]);
    assert.equal(await world.begunLoads("costs"), 0);
  });

  it("does not fail for what the API cannot load, and names it with what to do", async () => {
    await world.console({ Kind: "FileDataSet", Id: "uploaded", Name: "Uploaded" });
    await change();
    assert.deepEqual((await world.run()).failed, []);
    const { steps, notices } = await planned();
    assert.deepEqual(steps, []);
    assert.match(
      notices.join(),
      /1 data set cannot be loaded by the API, .*"Uploaded" \(uploaded\) \(The data set type is not supported through API yet\); upload a file again/,
    );
  });

  it("waits for a load of somebody else that began under the key before, and loads after it", async () => {
    await world.addDataSets(ids);
    world.simulator.change({ ingestionDelayMs: 600 });
    await world.load("costs", "by-somebody");
    await world.register("b", "a");
    assert.deepEqual((await world.run()).failed, []);
    const [own, others] = await world.loads("costs");
    assert.match(own?.IngestionId ?? "", /^qsgov-/);
    assert.equal(others?.IngestionStatus, "COMPLETED");
    await assertAllUnder("b");
  });

  it("takes a full load of somebody else that ended its own for done, and is not ended by one that only adds", async () => {
    await change(["costs"]);
    world.simulator.change({ ingestionDelayMs: 600 });
    const running = world.run();
    while ((await world.begunLoads("costs")) === 0) await sleep(20);
    await world.load("costs", "by-somebody");
    assert.deepEqual((await running).failed, []);
    assert.equal(await world.begunLoads("costs"), 1);
    await assertAllUnder("b", ["costs"]);
    assert.deepEqual((await planned({ findUses: noGrants })).steps, []);
  });

  it("tries again what somebody cancelled", async () => {
    await change(["costs"]);
    world.simulator.change({ ingestionDelayMs: 600 });
    const running = world.run();
    while ((await world.begunLoads("costs")) === 0) await sleep(20);
    const [load] = await world.loads("costs");
    const one = { AwsAccountId, DataSetId: "costs", IngestionId: load?.IngestionId };
    await world.client.send(new CancelIngestionCommand(one));
    assert.match((await running).failed[0]?.reason ?? "", /its load failed \(CANCELLED\)/);
    assert.deepEqual((await world.run()).failed, []);
    assert.equal(await world.begunLoads("costs"), 2);
    await assertAllUnder("b", ["costs"]);
  });

  it("does not mind a data set that is deleted meanwhile", async () => {
    await change();
    const findUses = seenGrants(world);
    const outcome = await world.run({
      findUses: async (keys) => {
        const found = await findUses(keys);
        await world.client.send(new DeleteDataSetCommand({ AwsAccountId, DataSetId: "costs" }));
        return found;
      },
    });
    assert.deepEqual(outcome.failed, []);
    await assertAllUnder("b", ["orders", "people"]);
    const { plan } = (await world.run()).verdict;
    assert.deepEqual(plan.steps, []);
  });

  it("stops at the signal, says what goes on and what is left, and the next run follows and finishes, nothing twice", async () => {
    await change();
    world.simulator.change({ ingestionDelayMs: 800 });
    const controller = new AbortController();
    const running = world.run({ parallel: 1, signal: controller.signal });
    while ((await world.begunLoads("costs")) === 0) await sleep(20);
    controller.abort(new RunStopped("by Ctrl-C"));
    const { failed, left, stopped } = await running;
    assert.match(stopped ?? "", /stopped by Ctrl-C/);
    assert.match(failed[0]?.reason ?? "", /its load qsgov-\w+-1 goes on at QuickSight/);
    assert.equal(left.length, 2);
    assert.deepEqual((await world.run()).failed, []);
    await assertAllUnder("b");
    await assertLoadedOnce();
  });

  it("begins again where the default goes to another key and back, in the grants' sight or not", async () => {
    for (const findUses of [seenGrants(world), noGrants]) {
      const sets = ids.map((id) => `${id}-${findUses === noGrants ? "unseen" : "seen"}`);
      await world.addDataSets(sets);
      for (const [id, other] of [
        ["b", "a"],
        ["a", "b"],
        ["b", "a"],
      ] as const) {
        await world.register(id, other);
        assert.deepEqual((await world.run({ findUses, defaultKey: key(id) })).failed, []);
        await assertAllUnder(id, sets);
      }
      await world.register("a", "b");
    }
  });

  it("sees what somebody loaded under another key meanwhile, and loads that once more", async () => {
    await change();
    await world.run();
    await world.register("a", "b");
    await world.load("orders", "by-somebody");
    await world.register("b", "a");
    const { done } = await world.run();
    assert.deepEqual(
      done.map((step) => (step.kind === "refresh" ? step.dataSet.id : step.kind)),
      ["orders"],
    );
    await assertAllUnder("b");
    assert.equal(await world.begunLoads("orders"), 2);
    assert.deepEqual((await planned()).steps, []);
  });

  it("loads no more once another key is the default, takes nothing of that for done, and the next run loads it", async () => {
    await change();
    world.simulator.change({ ingestionDelayMs: 400 });
    const running = world.run({ parallel: 1 });
    while ((await world.begunLoads("costs")) === 0) await sleep(20);
    await world.register("a", "b");
    const { failed } = await running;
    assert.equal(failed.length, 3);
    for (const { reason } of failed) {
      assert.match(reason, /key\/a became the default key meanwhile and is not \S+key\/b/);
    }
    assert.equal(await world.begunLoads("people"), 0);
    await world.register("b", "a");
    assert.deepEqual((await world.run({ findUses: noGrants })).failed, []);
    await assertAllUnder("b");
  });

  it("does not load again where KMS still lists the grant of the key before", async () => {
    await change();
    await world.run();
    const lagging = () =>
      Promise.resolve({ uses: new Map([[key("a"), ids.map(dataSetArn)]]), unreadable: new Map() });
    assert.deepEqual((await planned({ findUses: lagging })).steps, []);
    await assertLoadedOnce();
  });

  it("writes data sources on secrets again, and names those with a user name of their own", async () => {
    const SecretArn = `arn:aws:secretsmanager:eu-west-1:${AwsAccountId}:secret:db-a1b2c3`;
    world.simulator.change({ keyForSecrets: true });
    await createDataSource(world.client, "secret", { Credentials: { SecretArn } });
    await createDataSource(world.client, "typed", database);
    await world.register("b", "a");
    const source = (id: string) => `arn:aws:quicksight:eu-west-1:${AwsAccountId}:datasource/${id}`;
    const { failed, verdict } = await world.run();
    assert.deepEqual(failed, []);
    const keys = await world.keys();
    assert.equal(keys[source("secret")], key("b"));
    assert.equal(keys[source("typed")], key("a"));
    assert.match(verdict.plan.notices.join(), /data source typed has a user name and password of/);
    const typed = { AwsAccountId, DataSourceId: "typed", Name: "typed", ...database };
    await world.client.send(new UpdateDataSourceCommand(typed));
    assert.deepEqual((await planned()).notices, []);
  });

  it("calls QuickSight a few times for each of 300 data sets, and lists them a few times in all", async () => {
    const many = Array.from({ length: 300 }, (_, index) => `set-${index}`);
    await change(many);
    const before = { ...world.simulator.calls() };
    assert.deepEqual((await world.run({ parallel: 50 })).failed, []);
    const called = Object.entries(world.simulator.calls()).flatMap(([operation, count]) => {
      const more = count - (before[operation] ?? 0);
      return more === 0 ? [] : [`${more} ${operation}`];
    });
    assert.deepEqual(called.sort(), [
      "3 ListDataSets",
      "300 CreateIngestion",
      "300 DescribeIngestion",
      "300 ListIngestions",
      "601 DescribeKeyRegistration",
    ]);
    await assertAllUnder("b", many);
    assert.deepEqual((await planned()).steps, []);
  });
});
