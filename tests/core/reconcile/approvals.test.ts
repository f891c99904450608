import assert from "node:assert/strict";
import type { Ledger } from "../../../core/reconcile/lock/ledger.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { type MemoryBucket, memoryBucket } from "../../support/memoryBucket.ts";
import { runShelf, shelfOf, shelfWith, type Shelf } from "./shelf.ts";

const hourMs = 3_600_000;
const begin = Date.parse("2026-03-01T10:30:00Z");
const stock = { a: 1, b: 1, c: 1, d: 1, e: 1 };

describe("what a run asks the guard, and what later runs know of it", () => {
  let bucket: MemoryBucket;
  let shelf: Shelf;
  let time: number;
  beforeEach(() => {
    bucket = memoryBucket();
    shelf = shelfWith(stock);
    time = begin;
  });

  const now = () => time;
  const ledger = (): Ledger | undefined => {
    const text = bucket.text("locks/default.json");
    return text === undefined ? undefined : (JSON.parse(text) as { ledger: Ledger }).ledger;
  };
  const drop = (names: string, most: number, options: Parameters<typeof runShelf>[2] = {}) => {
    const rest = Object.entries(Object.fromEntries(shelf.things)).filter(
      ([name]) => !names.includes(name),
    );
    const desired = shelfOf(Object.fromEntries(rest), most);
    return runShelf(shelf.subject, desired, { bucket, now, ...options });
  };
  const refusalOf = async (result: Promise<unknown>): Promise<PlanRefused> => {
    const refused = await result.catch((error: unknown) => error);
    assert.ok(refused instanceof PlanRefused, "the plan is refused");
    assert.equal(shelf.log.length, 0, "and nothing was written");
    return refused;
  };
  const refill = () => {
    for (const [name, count] of Object.entries(stock)) shelf.things.set(name, count);
    shelf.log.length = 0;
  };

  it("uses an approval up: the same plan, when it comes back, must be approved anew", async () => {
    const { verdict } = await refusalOf(drop("abc", 2));
    const { verdict: allowed } = await drop("abc", 2, { approvals: [verdict.hash] });
    assert.equal(allowed.approval, verdict.hash);
    assert.equal(shelf.things.size, 2);
    refill();
    const again = await refusalOf(drop("abc", 2, { approvals: [verdict.hash] }));
    assert.match(again.message, /the approval given was used up by an earlier run/);
    assert.notEqual(again.verdict.hash, verdict.hash);
    assert.equal((await drop("abc", 2, { approvals: [again.verdict.hash] })).failed.length, 0);
  });

  it("uses an approval up before the first step, so that a run that is killed has used it", async () => {
    const { verdict } = await refusalOf(drop("abc", 2));
    shelf.disturb = () => {
      assert.deepEqual(
        ledger()?.used.map(({ hash }) => hash),
        [verdict.hash],
      );
    };
    assert.deepEqual((await drop("abc", 2, { approvals: [verdict.hash] })).failed, []);
  });

  it("takes an approval for a day and no longer", async () => {
    const { verdict } = await refusalOf(drop("abc", 2));
    time += 25 * hourMs;
    await refusalOf(drop("abc", 2, { approvals: [verdict.hash] }));
    time -= hourMs;
    assert.deepEqual((await drop("abc", 2, { approvals: [verdict.hash] })).failed, []);
  });

  it("takes no approval for another plan, or for another scope", async () => {
    const { verdict } = await refusalOf(drop("abc", 2));
    await refusalOf(drop("abd", 2, { approvals: [verdict.hash] }));
    await refusalOf(drop("abc", 1, { approvals: [verdict.hash] }));
  });

  it("counts what is to be taken before the first step, and what was taken afterwards", async () => {
    const counts: unknown[] = [];
    shelf.disturb = (point, { name }) => {
      if (point !== "begin") return;
      counts.push(ledger()?.spent.map(({ count }) => count));
      if (name === "b") throw new Error("stuck");
    };
    await drop("abc", 3);
    assert.deepEqual(counts, [[3], [3], [3]]);
    assert.deepEqual(ledger()?.spent, [
      { at: "2026-03-01T10:30:00.000Z", subject: "shelf", rule: "dropped things", count: 2 },
    ]);
  });

  it("keeps the larger number where the smaller one cannot be stored", async () => {
    shelf.disturb = (_point, { name }) => {
      bucket.setReadOnly(true);
      if (name === "b") throw new Error("stuck");
    };
    const said: string[] = [];
    const { done } = await drop("ab", 3, { say: (message) => said.push(message) });
    assert.equal(done.length, 1, "what was done is told, although the lock could not be released");
    assert.match(said.join(), /the lock was not released and ends by itself/);
    assert.deepEqual(
      ledger()?.spent.map(({ count }) => count),
      [2],
    );
  });

  it("adds up what runs of a day take, so that small steps do not walk around a limit", async () => {
    await drop("a", 2);
    time += 12 * hourMs;
    await drop("b", 2);
    time += 11 * hourMs;
    shelf.log.length = 0;
    const { verdict } = await refusalOf(drop("c", 2));
    assert.deepEqual(verdict.findings, [
      { rule: "dropped", subject: "things", count: 1, limit: 2, of: 3, spent: 2 },
    ]);
    time += 2 * hourMs;
    assert.deepEqual((await drop("c", 2)).failed, [], "the first one is more than a day ago");
    shelf.log.length = 0;
    await refusalOf(drop("d", 2));
  });

  it("spends nothing on a plan that was refused", async () => {
    await refusalOf(drop("abc", 2));
    assert.equal(ledger(), undefined);
    assert.deepEqual((await drop("ab", 2)).failed, []);
  });

  it("takes nothing that no preview has shown, and gives all the same", async () => {
    const isShown = (line: string) => line === "drop a";
    const { verdict } = await refusalOf(drop("ab", 5, { isShown }));
    assert.deepEqual(verdict.refusals, [
      "1 of 2 things that would be taken were in no preview; the limit is 0 (drop b) [unseen]",
    ]);
    assert.deepEqual((await drop("a", 5, { isShown })).failed, []);
    const more = shelfOf({ ...Object.fromEntries(shelf.things), z: 1 });
    assert.deepEqual((await runShelf(shelf.subject, more, { bucket, isShown })).failed, []);
  });

  it("carries out the expected plan only, whatever the guard says of another", async () => {
    let hash = "";
    await drop("", 5, { onPlan: (verdict) => void (hash = verdict.hash) });
    const other = await refusalOf(drop("a", 5, { expect: [hash] }));
    assert.match(other.message, /the plan is not the expected one \(its hash is \w+, not \w+\)/);
    const several = await refusalOf(drop("a", 5, { expect: [hash, "0123456789ab"] }));
    assert.match(several.message, /\(its hash is \w+, not \w+ or 0123456789ab\)/);
    assert.match(other.message, /decide anew/);
    assert.doesNotMatch(other.message, /APPROVE/, "no approval helps");
    await refusalOf(drop("a", 5, { expect: [hash], approvals: [other.verdict.hash] }));
    const { failed } = await drop("a", 5, { expect: ["0123456789ab", other.verdict.hash] });
    assert.deepEqual(failed, []);
  });

  it("expects nothing of a plan that does nothing", async () => {
    const { verdict } = await drop("", 5, { expect: ["0123456789ab"] });
    assert.deepEqual(verdict.plan.steps, []);
  });
});
