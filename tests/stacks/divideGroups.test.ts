import assert from "node:assert/strict";
import { divideGroups } from "../../stacks/divideGroups.ts";

describe("which groups a stack makes", () => {
  const divide = async (
    declared: readonly string[],
    recorded: readonly string[],
    live: readonly string[],
  ) => {
    let listings = 0;
    const division = await divideGroups(declared, recorded, () => {
      listings += 1;
      return Promise.resolve(live);
    });
    return { ...division, listings };
  };

  it("are all that are not there, in a new stack", async () => {
    assert.deepEqual(await divide(["b", "a"], [], ["else"]), {
      foreign: [],
      record: ["a", "b"],
      listings: 1,
    });
  });

  it("are those of its record, whether they are there or not, which costs no listing", async () => {
    assert.deepEqual(await divide(["a", "b"], ["a", "b"], ["a"]), {
      foreign: [],
      record: ["a", "b"],
      listings: 0,
    });
  });

  it("are not those that somebody made before it did, now and in the next run", async () => {
    const first = await divide(["a", "b"], [], ["b"]);
    assert.deepEqual(first, { foreign: ["b"], record: ["a"], listings: 1 });
    const second = await divide(["a", "b"], first.record, ["a", "b"]);
    assert.deepEqual(second, { ...first, listings: 1 });
  });

  it("are those of others once they are gone: then the stack makes them", async () => {
    const { foreign, record } = await divide(["a", "b"], ["a"], ["a"]);
    assert.deepEqual({ foreign, record }, { foreign: [], record: ["a", "b"] });
  });

  it("stay in the record when they leave the settings, for as long as QuickSight has them", async () => {
    assert.deepEqual((await divide(["a"], ["a", "b"], ["a"])).record, ["a", "b"]);
    assert.deepEqual((await divide(["a", "c"], ["a", "b"], ["a", "b"])).record, ["a", "b", "c"]);
    assert.deepEqual((await divide(["a", "c"], ["a", "b"], ["a"])).record, ["a", "c"]);
  });
});
