import assert from "node:assert/strict";
import { createRateLimiter } from "../../local/simulator/http/rateLimiter.ts";

describe("simulator: the rate limiter", () => {
  it("lets a second's worth through at once, and then one for each part of a second", () => {
    const withinRate = createRateLimiter(4);
    const at = (now: number, count: number): boolean[] =>
      Array.from({ length: count }, () => withinRate(now));
    assert.deepEqual(at(1000, 5), [true, true, true, true, false]);
    assert.deepEqual(at(1250, 2), [true, false]);
    assert.deepEqual(at(1800, 3), [true, true, false]);
  });

  it("saves up no more than a second's worth", () => {
    const withinRate = createRateLimiter(2);
    withinRate(0);
    const later = Array.from({ length: 4 }, () => withinRate(3_600_000));
    assert.deepEqual(later, [true, true, false, false]);
  });

  it("never refuses without a rate", () => {
    const withinRate = createRateLimiter(undefined);
    assert.ok(Array.from({ length: 10_000 }, () => withinRate(0)).every(Boolean));
  });
});
