import assert from "node:assert/strict";
import fc from "fast-check";
import { SortedMap } from "../../local/simulator/store/sortedMap.ts";

const key = fc.string({ maxLength: 2 });
const step = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), key }),
  fc.record({ kind: fc.constant("delete" as const), key }),
  fc.record({ kind: fc.constant("read" as const), key }),
);

describe("simulator: SortedMap", () => {
  it("reads like a map that is sorted anew each time, whatever happened before", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const map = new SortedMap<number>();
        const plain = new Map<string, number>();
        steps.forEach(({ kind, key }, index) => {
          if (kind === "set") {
            map.set(key, index);
            plain.set(key, index);
          } else if (kind === "delete") {
            assert.equal(map.delete(key), plain.delete(key));
          } else {
            const expected = [...plain].filter(([name]) => name >= key);
            expected.sort(([left], [right]) => (left < right ? -1 : 1));
            assert.deepEqual([...map.entriesFrom(key)], expected);
          }
          assert.equal(map.size, plain.size);
        });
      }),
    );
  });

  it("sorts many new entries at once", () => {
    const map = new SortedMap<number>();
    const names = Array.from({ length: 1000 }, (_, index) => String((index * 7919) % 1000));
    names.forEach((name, index) => {
      map.set(name, index);
    });
    assert.deepEqual(
      [...map.entriesFrom("")].map(([name]) => name),
      names.toSorted(),
    );
  });
});
