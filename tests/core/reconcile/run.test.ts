import assert from "node:assert/strict";
import type { Ledger } from "../../../core/reconcile/lock/ledger.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { type MemoryBucket, memoryBucket } from "../../support/memoryBucket.ts";
import { runShelf, shelfOf, shelfWith } from "./shelf.ts";

const key = "locks/default.json";

const ledgerOf = (bucket: MemoryBucket): Ledger | undefined => {
  const text = bucket.text(key);
  return text === undefined ? undefined : (JSON.parse(text) as { ledger: Ledger }).ledger;
};

describe("a run of the reconciler", () => {
  let bucket: MemoryBucket;
  beforeEach(() => {
    bucket = memoryBucket();
  });

  it("carries out the phases one after the other, whatever order the plan has, and leaves nothing to do", async () => {
    const shelf = shelfWith({ cup: 3, jug: 1, pan: 1 });
    const desired = shelfOf({ jug: 2, cup: 1, mug: 1 });
    const { done, failed, left } = await runShelf(shelf.subject, desired, { bucket });
    assert.deepEqual([failed, left], [[], []]);
    assert.equal(done.length, 4);
    assert.deepEqual(
      shelf.log.filter((line) => line.startsWith("begin")),
      ["begin add mug", "begin raise jug", "begin lower cup", "begin drop pan"],
    );
    assert.deepEqual(Object.fromEntries(shelf.things), { jug: 2, cup: 1, mug: 1 });
    const { verdict } = await runShelf(shelf.subject, desired, { bucket });
    assert.deepEqual([verdict.plan.steps, verdict.plan.unchanged], [[], 3]);
  });

  it("ends one phase before the next begins", async () => {
    const shelf = shelfWith({ old: 1 });
    shelf.disturb = async (point, { kind }) => {
      if (point === "begin" && kind === "add")
        await new Promise((resolve) => setTimeout(resolve, 30));
    };
    await runShelf(shelf.subject, shelfOf({ a: 1, b: 1 }));
    assert.deepEqual(shelf.log.slice(0, 2), ["begin add a", "begin add b"], "side by side");
    assert.ok(shelf.log.indexOf("begin drop old") > shelf.log.indexOf("end add b"));
  });

  it("goes on after failures, and names each step with its reason", async () => {
    const shelf = shelfWith();
    shelf.disturb = (point, { name }) => {
      if (point === "begin" && name !== "b") throw new Error(`no room for ${name}`);
    };
    const { done, failed } = await runShelf(shelf.subject, shelfOf({ a: 1, b: 1, c: 1 }));
    assert.deepEqual(
      done.map(({ name }) => name),
      ["b"],
    );
    assert.deepEqual(
      failed.map(({ step, reason }) => [step.name, reason]),
      [
        ["a", "no room for a"],
        ["c", "no room for c"],
      ],
    );
  });

  it("does not try what a failure makes wrong, and says why", async () => {
    const shelf = shelfWith({ old: 1 });
    shelf.disturb = (_point, { kind }) => {
      if (kind === "add") throw new Error("no room");
    };
    const { failed } = await runShelf(shelf.subject, shelfOf({ fresh: 1 }));
    assert.deepEqual(
      failed.map(({ reason }) => reason),
      ["no room", "fresh could not be added"],
    );
    assert.equal(shelf.things.get("old"), 1);
    assert.ok(!shelf.log.includes("begin drop old"));
  });

  it("carries out steps of one bundle in one go, which succeed and fail together", async () => {
    const shelf = shelfWith();
    const together: string[][] = [];
    const subject: typeof shelf.subject = {
      ...shelf.subject,
      bundle: {
        of: (steps) => [...Map.groupBy(steps, ({ name }) => name[0]).values()],
        perform: (_api, steps) => {
          together.push(steps.map(({ name }) => name));
          if (steps.some(({ name }) => name === "b2"))
            return Promise.reject(new Error("too heavy"));
          for (const { name } of steps) shelf.things.set(name, 1);
          return Promise.resolve();
        },
      },
    };
    const desired = shelfOf({ a1: 1, a2: 1, b1: 1, b2: 1 });
    const { done, failed } = await runShelf(subject, desired);
    assert.deepEqual(together, [
      ["a1", "a2"],
      ["b1", "b2"],
    ]);
    assert.deepEqual(
      done.map(({ name }) => name),
      ["a1", "a2"],
    );
    assert.deepEqual(
      failed.map(({ step, reason }) => [step.name, reason]),
      [
        ["b1", "too heavy"],
        ["b2", "too heavy"],
      ],
    );
  });

  it("tells how far it is, failures included", async () => {
    const shelf = shelfWith();
    shelf.disturb = (_point, { name }) => {
      if (name === "b") throw new Error("no room");
    };
    const told: number[][] = [];
    await runShelf(shelf.subject, shelfOf({ a: 1, b: 1, c: 1 }), {
      onProgress: (finished, total) => told.push([finished, total]),
    });
    assert.deepEqual(told.at(-1), [3, 3]);
    assert.deepEqual(
      told.map(([finished]) => finished),
      [1, 2, 3],
    );
  });

  it("shows the plan before it writes anything", async () => {
    const shelf = shelfWith({ old: 1 });
    let shown: string[] = [];
    await runShelf(shelf.subject, shelfOf({ fresh: 1 }), {
      onPlan: ({ plan }) => {
        shown = plan.steps.map(({ kind, name }) => `${kind} ${name}`);
        assert.deepEqual(shelf.log, []);
      },
    });
    assert.deepEqual(shown, ["add fresh", "drop old"]);
  });

  it("keeps a note of what a step took until it is given back, also over runs", async () => {
    const shelf = shelfWith({ cup: 3 });
    const desired = shelfOf({ cup: 1 });
    shelf.disturb = (point) => {
      if (point !== "taken") return;
      assert.deepEqual(ledgerOf(bucket)?.journal, { shelf: { cup: { to: 1 } } }, "noted before");
      throw new Error("dropped it");
    };
    const { failed } = await runShelf(shelf.subject, desired, { bucket });
    assert.deepEqual(
      failed.map(({ reason }) => reason),
      ["dropped it"],
    );
    assert.equal(shelf.things.get("cup"), undefined);
    assert.deepEqual(ledgerOf(bucket)?.journal, { shelf: { cup: { to: 1 } } }, "still owed");

    shelf.disturb = () => undefined;
    const { done } = await runShelf(shelf.subject, desired, { bucket });
    assert.deepEqual(
      done.map(({ kind }) => kind),
      ["add"],
    );
    assert.equal(shelf.things.get("cup"), 1);
    assert.equal(bucket.text(key), undefined, "nothing is left to remember");
  });

  it("forgets what is owed to nobody any more", async () => {
    const shelf = shelfWith({ cup: 3 });
    shelf.disturb = (point) => {
      if (point === "taken") throw new Error("dropped it");
    };
    await runShelf(shelf.subject, shelfOf({ cup: 1 }), { bucket });
    await runShelf(shelf.subject, shelfOf({}), { bucket });
    assert.equal(bucket.text(key), undefined);
  });

  it("leaves the notes of other subjects as they are", async () => {
    const shelf = shelfWith({ cup: 3 });
    shelf.disturb = (point) => {
      if (point === "taken") throw new Error("dropped it");
    };
    await runShelf({ ...shelf.subject, name: "cellar" }, shelfOf({ cup: 1 }), { bucket });
    shelf.disturb = () => undefined;
    await runShelf(shelf.subject, shelfOf({ cup: 1, mug: 2 }), { bucket });
    await runShelf(shelf.subject, shelfOf({ cup: 1, mug: 1 }), { bucket });
    assert.deepEqual(ledgerOf(bucket)?.journal, { cellar: { cup: { to: 1 } } });
  });

  it("takes nothing that must be given back when that cannot be noted", async () => {
    const shelf = shelfWith({ cup: 3 });
    shelf.disturb = (point) => {
      if (point === "begin") bucket.setReadOnly(true);
    };
    const { failed } = await runShelf(shelf.subject, shelfOf({ cup: 1 }), { bucket });
    assert.equal(failed.length, 1);
    assert.equal(shelf.things.get("cup"), 3);
  });

  it("refuses without a place for notes what would need one, and does everything else without", async () => {
    const shelf = shelfWith({ cup: 3, old: 1 });
    const refused = await runShelf(shelf.subject, shelfOf({ cup: 1 })).catch(
      (error: unknown) => error,
    );
    assert.ok(refused instanceof PlanRefused);
    assert.deepEqual(
      refused.verdict.findings.map(({ rule }) => rule),
      ["no-ledger"],
    );
    assert.match(
      refused.message,
      /1 steps take something that must be given back.*-\+ cup from 3 to 1/,
    );
    assert.deepEqual(shelf.log, []);
    assert.deepEqual((await runShelf(shelf.subject, shelfOf({ cup: 4 }))).failed, []);
  });
});
