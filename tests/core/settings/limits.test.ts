import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { describeLimits, limitOf, timesSeveral } from "../../../core/settings/limits.ts";

const limits = fc.record({
  percent: fc.integer({ min: 0, max: 100 }),
  atLeast: fc.nat({ max: 50 }),
  atMost: fc.nat({ max: 2000 }),
});

describe("how much may go", () => {
  it("is by default never more than half of few, a quarter of many, and 25 of however many", () => {
    const table: [of: number, limit: number][] = [
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 2],
      [6, 3],
      [9, 4],
      [10, 5],
      [20, 5],
      [40, 10],
      [100, 25],
      [20_000, 25],
    ];
    for (const [of, limit] of table)
      assert.equal(limitOf(of, defaultGuard.removals), limit, `${of}`);
  });

  it("keeps its cap and its percent, and lets the floor reach half of what there is or one, no further", () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), limits, (of, given) => {
        const limit = limitOf(of, given);
        const percent = Math.floor((of * given.percent) / 100);
        assert.ok(limit <= given.atMost);
        assert.ok(limit >= Math.min(percent, given.atMost));
        assert.ok(limit <= Math.max(percent, Math.min(given.atLeast, Math.max(1, of / 2))));
      }),
    );
  });

  it("never shrinks when there is more", () => {
    fc.assert(
      fc.property(fc.nat({ max: 50_000 }), fc.nat({ max: 50_000 }), limits, (of, more, given) => {
        assert.ok(limitOf(of + more, given) >= limitOf(of, given));
      }),
    );
  });

  it("has a cap four times as high for what everybody has several of", () => {
    assert.deepEqual(timesSeveral(defaultGuard.removals), { percent: 25, atLeast: 5, atMost: 100 });
  });

  it("is said in one line", () => {
    assert.equal(describeLimits(defaultGuard.removals), "25 %, 5 where there are few, at most 25");
  });
});
