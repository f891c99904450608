import assert from "node:assert/strict";
import type { Ledger } from "../../../core/reconcile/lock/ledger.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { type MemoryBucket, memoryBucket } from "../../support/memoryBucket.ts";
import { runShelf, shelfOf, shelfWith, type Shelf } from "./shelf.ts";

const stock = { a: 1, b: 1, c: 1, d: 1, e: 1 };

describe("a run after one that did not end", () => {
  let bucket: MemoryBucket;
  let shelf: Shelf;
  beforeEach(() => {
    bucket = memoryBucket();
    shelf = shelfWith(stock);
  });

  const ledger = (): Ledger | undefined => {
    const text = bucket.text("locks/default.json");
    return text === undefined ? undefined : (JSON.parse(text) as { ledger: Ledger }).ledger;
  };
  const spent = () => ledger()?.spent.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const without = (names: string) =>
    Object.fromEntries(Object.entries(stock).filter(([name]) => !names.includes(name)));
  const drop = (names: string, most: number) =>
    runShelf(shelf.subject, shelfOf(without(names), most), { bucket });
  /** As a process that is killed before this thing's turn: what the bucket holds then is what there is afterwards. */
  const killed = async (names: string, most: number, before: string) => {
    let left: string | undefined;
    const kept = new Map(shelf.things);
    shelf.disturb = (point, { name }) => {
      if (left !== undefined || point !== "begin") return;
      if (name === before) left = bucket.text("locks/default.json");
      else kept.delete(name);
    };
    await drop(names, most);
    shelf.disturb = () => undefined;
    assert.ok(left !== undefined, `the turn of ${before} came`);
    const { ledger: noted } = JSON.parse(left) as { ledger: Ledger };
    bucket.put("locks/default.json", JSON.stringify({ leaseMs: 0, ledger: noted }));
    shelf.things.clear();
    for (const [name, count] of kept) shelf.things.set(name, count);
  };

  it("finishes what that one was allowed: nothing is counted twice", async () => {
    await killed("abc", 3, "c");
    assert.equal(spent(), 3, "all that it was about to take");
    assert.deepEqual((await drop("abc", 3)).failed, []);
    assert.equal(spent(), 3);
    assert.deepEqual([...shelf.things.keys()], ["d", "e"]);
    await assert.rejects(drop("abcd", 3), PlanRefused, "and the budget is used up");
  });

  it("has no more budget than it had: another thing in place of one that was to go counts on top", async () => {
    await killed("abc", 3, "c");
    await assert.rejects(drop("abd", 3), PlanRefused);
    await assert.rejects(drop("abcd", 3), PlanRefused);
  });

  it("is killed as well, and the one after it finishes all the same", async () => {
    await killed("abcd", 4, "b");
    await killed("abcd", 4, "d");
    assert.deepEqual((await drop("abcd", 4)).failed, []);
    assert.equal(spent(), 4);
  });

  it("knows nothing of it any more once a run has ended", async () => {
    await killed("abc", 3, "b");
    await drop("abc", 3);
    assert.deepEqual(ledger()?.begun, {});
  });
});
