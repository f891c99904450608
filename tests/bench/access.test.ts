import assert from "node:assert/strict";
import { type MeasuredAccess, measureAccess } from "../../bench/measureAccess.ts";

const size = { dashboards: 2000, groups: 100 };

describe("access of 100 groups to 2,000 dashboards", function () {
  this.timeout(300_000);
  let given: MeasuredAccess | undefined;
  let unchanged: MeasuredAccess | undefined;
  before(async () => {
    [given, unchanged] = await measureAccess(size);
  });

  it("is given with one call for each dashboard", () => {
    assert.equal(given?.writes, size.dashboards);
    assert.equal(given.calls, given.fewest);
  });

  it("is read with the fewest calls that tell it, and nothing is written, when nothing has changed", () => {
    assert.deepEqual([unchanged?.steps, unchanged?.writes], [0, 0]);
    assert.equal(unchanged?.calls, unchanged?.fewest);
  });

  it("takes less than 300 MB of memory then, however its process was started", () => {
    assert.ok((unchanged?.peakMemory ?? Infinity) < 300e6, `${unchanged?.peakMemory} bytes`);
  });
});
