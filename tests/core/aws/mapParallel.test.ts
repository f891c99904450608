import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { mapParallel } from "../../../core/aws/mapParallel.ts";
import { mostUnderWay } from "../../../core/aws/mostUnderWay.ts";

const numbers = Array.from({ length: 5 * mostUnderWay }, (_, index) => index);

describe("calling for many things", () => {
  it("keeps as many calls under way as may be, and the results in order", async () => {
    let running = 0;
    let most = 0;
    const doubled = await mapParallel(numbers, async (number) => {
      running++;
      most = Math.max(most, running);
      await nextTurn();
      running--;
      return number * 2;
    });
    assert.equal(most, mostUnderWay);
    assert.deepEqual(
      doubled,
      numbers.map((number) => number * 2),
    );
  });

  it("begins no further call after one that fails", async () => {
    let begun = 0;
    const all = mapParallel(numbers, async (number) => {
      begun++;
      await nextTurn();
      if (number === 3) throw new Error("refused");
    });
    await assert.rejects(all, /refused/);
    for (let turn = 0; turn < 100; turn++) await nextTurn();
    assert.ok(begun <= 3 * mostUnderWay, `${begun} calls`);
  });
});
