import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { desired, govern } from "../../support/govern.ts";
import { type MemoryBucket, memoryBucket } from "../../support/memoryBucket.ts";
import { runPeople } from "../../support/runPeople.ts";
import { type SimulatedNamespace, simulateNamespace } from "../../support/simulatedNamespace.ts";

const crowd = Array.from({ length: 200 }, (_, n) => desired(`p${n}@x.com`, "READER", "usa"));

describe("a first load of two hundred people that came a quarter of the way", () => {
  let world: SimulatedNamespace;
  let bucket: MemoryBucket;
  before(async () => {
    world = await simulateNamespace();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    bucket = memoryBucket();
  });

  const run = (people = crowd) =>
    runPeople(world.simulator.url, govern(people, { groups: { usa: {} } }), { bucket });
  /** The rest cannot be registered: credentials that ended, a role that is gone. */
  const failAfter = async (count: number) => {
    const later = Array.from({ length: crowd.length }, (_, n) => count + 1 + n);
    await world.setFaults(
      ...later.map((nth) => {
        return { operation: "RegisterUser", nth, error: "AccessDeniedException" };
      }),
    );
    const { done } = await run();
    await world.clearFaults();
    return done.filter(({ kind }) => kind === "register").length;
  };

  it("is finished by the next run, although more are missing than are there", async () => {
    assert.equal(await failAfter(50), 50);
    assert.deepEqual((await run()).failed, []);
    assert.deepEqual((await run()).verdict.plan.steps, []);
  });

  it("is finished also when it was killed, and left no word of what it had done", async () => {
    const failing = failAfter(50);
    while ((world.simulator.calls()["RegisterUser"] ?? 0) < 1) await sleep(1);
    bucket.setReadOnly(true);
    await failing;
    bucket.setReadOnly(false);
    bucket.endLeases();
    assert.deepEqual((await run()).failed, []);
    assert.deepEqual((await run()).verdict.plan.steps, []);
  });

  it("leaves later newcomers the limit of a day, however often their registration fails and is tried again", async () => {
    await run();
    const groups = { usa: {} };
    const guard = { registrations: { percent: 10, atLeast: 20, atMost: 20 } };
    const come = (count: number) =>
      runPeople(
        world.simulator.url,
        govern(
          [
            ...crowd,
            ...crowd.slice(0, count).map(({ email }) => desired(`n${email}`, "READER", "usa")),
          ],
          { groups, guard },
        ),
        { bucket },
      );
    await world.setFaults({ operation: "RegisterUser", error: "AccessDeniedException" });
    assert.equal((await come(20)).done.length, 0);
    await world.clearFaults();
    assert.deepEqual((await come(20)).failed, [], "they were allowed");
    await assert.rejects(come(21), PlanRefused, "and are counted once");
  });

  it("allows nobody else more than the limit: those are new", async () => {
    await failAfter(50);
    const others = Array.from({ length: 60 }, (_, n) => desired(`q${n}@x.com`, "READER", "usa"));
    const refused = await run([...crowd, ...others]).catch((error: unknown) => error);
    assert.ok(refused instanceof PlanRefused, "the plan is refused");
    assert.match(refused.message, /60 people would be registered where 50 are; the limit is 50/);
  });
});
