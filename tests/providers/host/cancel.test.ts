import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createQuickSight } from "../../../core/aws/createQuickSight.ts";
import { completionState } from "../../../providers/completionState.ts";
import { createDataSet, createDataSource } from "../../simulator/support/assets.ts";
import { HostError, startDynamicHost } from "../../support/dynamicHost.ts";
import { govern } from "../../support/govern.ts";
import { type SimulatedNamespace, simulateNamespace } from "../../support/simulatedNamespace.ts";
import { type Bags, makeBags, reader } from "./bags.ts";
import { hosted, type Hosted } from "./hosted.ts";
import { loadOf, storedProviders } from "./storedProviders.ts";

const id = "111122223333/default";
const people = Array.from({ length: 120 }, (_, number) => reader(`p${100 + number}@x.com`, "usa"));
const limits = { percent: 100, atLeast: 100, atMost: 1000 };

// The engine takes Ctrl-C for itself, tells its providers by the call `Cancel`, and ends them when that takes too long.
describe("an update that is stopped, through the host of dynamic providers", function () {
  this.timeout(60_000);
  let bags: Bags;
  let on: Hosted<SimulatedNamespace>;
  before(async () => {
    bags = await makeBags();
  });
  beforeEach(async () => {
    on = await hosted(await simulateNamespace("usa"));
  });
  afterEach(async () => {
    await on.close();
  });

  const removing = (some: typeof people) =>
    bags.roster(some, { governed: govern(some, { guard: { removals: limits } }) });
  const deletions = () => on.world.simulator.calls()["DeleteUser"] ?? 0;

  const untilUnderWay = async () => {
    while (deletions() < 5) await sleep(5);
  };

  /** Begins a long update that removes people; resolves when some are gone. */
  const beginRemoving = async () => {
    const olds = removing(people);
    await on.host.create(olds);
    await on.world.resetCalls();
    // Slow enough to be in the middle of it, whatever the machine.
    await on.world.setFaults({ operation: "DeleteUser", every: 1, latencyMs: 500 });
    const news = removing(people.slice(0, 1));
    const ended = on.host.update(id, olds, news).then(
      () => undefined,
      (error: unknown) => error,
    );
    const early = async () => assert.fail(String(await ended));
    await Promise.race([untilUnderWay(), early()]);
    return { ended, news };
  };

  const stopped = async (why: string, stop: () => unknown) => {
    const { ended, news } = await beginRemoving();
    await stop();
    // What had left before may still be on its way, on a busy machine for a while.
    await sleep(250);
    const atSignal = deletions();
    const since = performance.now();
    const error = await ended;
    assert.ok(performance.now() - since < 5000, "it takes too long to end");
    assert.ok(error instanceof HostError, String(error));
    const [, done = "", total = "", left = ""] =
      /: (\d+) of (\d+) steps for people of namespace default are done, (\d+) were not begun/.exec(
        error.message,
      ) ?? [];
    assert.match(error.message, new RegExp(`^the run was stopped ${why}: `));
    assert.equal(Number(total), people.length - 1);
    assert.equal(Number(done) + Number(left), people.length - 1);
    assert.match(error.message, /- p\d+@x\.com .*: not begun/);
    assert.equal(deletions(), atSignal, "deletions left after the signal");
    assert.equal(Number(done), atSignal);
    // What the next preview compares with is who is still there.
    assert.equal(error.partial?.properties["peopleCount"], people.length - atSignal);
    assert.ok(error.partial.properties["__provider"] === news["__provider"]);
    await on.world.clearFaults();
    return { news, partial: error.partial };
  };

  it("by Ctrl-C takes nothing any more, says what was done and what was not, and the next one finishes", async () => {
    const { news, partial } = await stopped("by Ctrl-C", () => on.host.cancel());
    assert.deepEqual(await on.host.update(id, partial.properties, news), news);
    assert.equal((await on.host.read(id, news)).inputs?.["people"], news["people"]);
  });

  it("by Ctrl-C ends the waiting for a load within five seconds, and says that it goes on", async () => {
    on.world.simulator.change({ ingestionDelayMs: 60_000, assetDelayMs: 0 });
    const client = createQuickSight({ ...on.world.connection, region: "eu-west-1" });
    await createDataSource(client, "db");
    await createDataSet(client, "sales", { ImportMode: "SPICE" });
    client.destroy();
    const { definition, wanted, ...args } = loadOf("sales");
    const { completion: __provider } = await storedProviders();
    const news = { ...completionState(args, definition, wanted), __provider };
    const ended = on.host.create(news).then(
      () => undefined,
      (error: unknown) => error,
    );
    while (on.world.simulator.calls()["ListIngestions"] === undefined) await sleep(5);
    const since = performance.now();
    await on.host.cancel();
    const error = await ended;
    assert.ok(performance.now() - since < 5000, "it takes too long to end");
    assert.ok(error instanceof HostError, String(error));
    assert.match(
      error.message,
      /^the run was stopped by Ctrl-C: loading data set Sales goes on at QuickSight /,
    );
    assert.equal(error.partial?.properties["__provider"], __provider);
  });

  it("by SIGTERM does the same", async () => {
    const { news, partial } = await stopped("by SIGTERM", () => {
      on.host.kill("SIGTERM");
    });
    const another = await startDynamicHost({ endpoint: on.world.simulator.url });
    try {
      await another.configure({ "aws:region": "eu-west-1" });
      assert.deepEqual(await another.update(id, partial.properties, news), news);
    } finally {
      await another.close();
    }
  });
});
