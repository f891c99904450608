import assert from "node:assert/strict";
import { boundSeconds, fewestCalls } from "../../bench/fewestCalls.ts";
import { median } from "../../bench/median.ts";
import { descendants } from "../../bench/watchMemory.ts";

const nothing = { calls: 0, chain: 0 };

describe("benchmarks: the least that the API allows", () => {
  it("counts a page for each hundred, and one for a list that is empty", () => {
    const groups = [100, 101, 0];
    assert.equal(fewestCalls(250, groups, nothing).calls, 3 + 1 + (1 + 2 + 1));
  });

  it("asks for the groups of each person where that is cheaper, and for none when there is nobody", () => {
    assert.equal(fewestCalls(2, [1, 1, 1], nothing).calls, 1 + 1 + 2);
    assert.equal(fewestCalls(0, [0, 0, 0], { calls: 6, chain: 2 }).calls, 1 + 1 + 6);
  });

  it("waits for the pages of the longest list, as each needs the token of the one before", () => {
    assert.equal(fewestCalls(1000, [500, 500], { calls: 2, chain: 1 }).chain, 10 + 1);
    assert.equal(fewestCalls(1000, [1000, 1000], nothing).chain, 1 + 10);
  });

  it("takes the rate or the latency, whichever holds up longer, and a second's worth at once", () => {
    const conditions = { rate: 100, latencyMs: 50 };
    assert.equal(boundSeconds({ calls: 1100, chain: 3 }, conditions), 10);
    assert.equal(boundSeconds({ calls: 100, chain: 3 }, conditions), 0.15);
  });
});

describe("benchmarks: figures", () => {
  it("take the middle of an odd number of values, and the mean of the middle two of an even number", () => {
    assert.equal(median([9, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 9]), 3);
    assert.throws(() => median([]), /no values/);
  });

  it("count the memory of a process's descendants, without those left out and theirs", () => {
    const all = [
      [2, 1],
      [3, 2],
      [4, 1],
      [5, 4],
      [9, 8],
    ].map(([pid = 0, parent = 0]) => ({ pid, parent, memory: 10 }));
    assert.deepEqual(
      descendants(all, 1, [4]).map(({ pid }) => pid),
      [2, 3],
    );
  });
});
