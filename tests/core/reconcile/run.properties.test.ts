import fc from "fast-check";
import assert from "node:assert/strict";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { RunStopped } from "../../../core/reconcile/runStopped.ts";
import { memoryBucket } from "../../support/memoryBucket.ts";
import { runShelf, shelfOf, shelfWith } from "./shelf.ts";

const things = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 1, max: 3 }));
/** What happens at each point of a run, one after the other; then nothing happens any more. */
const events = fc.array(fc.constantFrom("nothing", "failure", "stop", "no notes"), {
  maxLength: 8,
});

describe("any shelf, whatever happened to the runs before", () => {
  it("is as desired after one run to which nothing happens, owes nothing, and has an empty plan", async () => {
    const runs = fc.array(fc.tuple(things, events), { maxLength: 3 });
    const property = fc.asyncProperty(things, things, runs, async (before, wish, disturbed) => {
      const shelf = shelfWith(before);
      const bucket = memoryBucket();
      for (const [passing, happening] of disturbed) {
        const rest = happening.values();
        const controller = new AbortController();
        shelf.disturb = () => {
          const { value: event = "nothing" } = rest.next();
          bucket.setReadOnly(event === "no notes");
          if (event === "stop") controller.abort(new RunStopped("by SIGINT"));
          if (event === "failure") throw new Error("stuck");
        };
        const { signal } = controller;
        await runShelf(shelf.subject, shelfOf(passing), { bucket, signal }).catch(() => undefined);
        bucket.setReadOnly(false);
        bucket.endLeases();
      }
      shelf.disturb = () => undefined;
      const desired = shelfOf(wish);
      const { failed, left } = await runShelf(shelf.subject, desired, { bucket });
      assert.deepEqual([failed, left], [[], []]);
      assert.deepEqual(Object.fromEntries(shelf.things), { ...wish });
      const { verdict } = await runShelf(shelf.subject, desired, { bucket });
      assert.deepEqual(verdict.plan.steps, []);
      assert.doesNotMatch(bucket.text("locks/default.json") ?? "", /"journal":\{"/);
    });
    await fc.assert(property, { numRuns: 150 });
  }).timeout(120_000);

  it("is never emptied further than the limit of a day, however many runs there are and whatever happens to them", async () => {
    const runs = fc.array(fc.tuple(things, events), { minLength: 2, maxLength: 6 });
    const property = fc.asyncProperty(things, runs, async (before, disturbed) => {
      const shelf = shelfWith(before);
      const bucket = memoryBucket();
      let dropped = 0;
      for (const [passing, happening] of disturbed) {
        const rest = happening.filter((event) => event !== "no notes").values();
        shelf.disturb = (point, { kind }) => {
          if (kind === "drop" && point === "end") dropped += 1;
          if (rest.next().value === "failure" && point === "begin") throw new Error("stuck");
        };
        await runShelf(shelf.subject, shelfOf(passing, 2), { bucket }).catch((error: unknown) => {
          assert.ok(error instanceof PlanRefused);
        });
        assert.ok(dropped <= 2, `${dropped} were dropped`);
      }
    });
    await fc.assert(property, { numRuns: 100 });
  }).timeout(120_000);
});
