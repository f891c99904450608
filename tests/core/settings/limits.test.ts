import assert from "node:assert/strict";
import fc from "fast-check";
import { describeLimits, limitOf, timesSeveral } from "../../../core/settings/limits.ts";

const limits = { percent: 25, atLeast: 5, atMost: 25 };

describe("limits", () => {
  it("are a part, with a floor for few and a cap for many", () => {
    const cases = [1, 2, 3, 6, 10, 20, 24, 100, 101, 20_000].map((of) => limitOf(of, limits));
    assert.deepEqual(cases, [1, 1, 1, 3, 5, 5, 6, 25, 25, 25]);
  });

  it("never let more than half go of the few that the floor is for, but for the only one", () => {
    fc.assert(
      fc.property(fc.nat(100_000), (of) => {
        assert.ok(limitOf(of, limits) <= Math.max(1, of / 2));
        assert.ok(limitOf(of, limits) <= limits.atMost);
        assert.ok(limitOf(of + 1, limits) >= limitOf(of, limits), "more people, no smaller limit");
      }),
    );
  });

  it("let nothing go when the settings say nothing", () => {
    assert.equal(limitOf(1000, { percent: 0, atLeast: 0, atMost: 25 }), 0);
    assert.equal(limitOf(1000, { ...limits, atMost: 0 }), 0);
  });

  it("have four times the cap where everybody has several, and no more of few", () => {
    assert.equal(limitOf(20_000, timesSeveral(limits)), 100);
    assert.equal(limitOf(10, timesSeveral(limits)), 5);
    assert.equal(describeLimits(timesSeveral(limits)), "25 %, 5 where there are few, at most 100");
  });
});
