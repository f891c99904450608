import assert from "node:assert/strict";
import fc from "fast-check";
import {
  emptyLedger,
  forgetOld,
  isEmpty,
  type Ledger,
  parseLedger,
  withJournal,
} from "../../../../core/reconcile/lock/ledger.ts";
import { readLedger } from "../../../../core/reconcile/lock/readLedger.ts";
import { memoryBucket } from "../../../support/memoryBucket.ts";
import { parseLockRecord } from "../../../../core/reconcile/lock/lockRecord.ts";

const at = "2026-11-22T01:00:00.000Z";
const ledger: Ledger = {
  journal: { people: { "ana@example.com": { role: "READER" } }, access: { "dashboard:a": ["x"] } },
  spent: [{ at, subject: "people", rule: "removed", count: 3 }],
  used: [{ at, hash: "3f2a" }],
  begun: { people: { at, steps: ["a1", "b2"], counted: true } },
  meant: { access: [["dashboard", "Sales", "d1"]] },
};

describe("the ledger of a namespace", () => {
  it("is read as it was written", () => {
    assert.deepEqual(
      parseLedger({ ledger: JSON.parse(JSON.stringify(ledger)) as unknown }),
      ledger,
    );
  });

  it("takes the unfinished people of earlier releases into the journal, and what is known of them there wins", () => {
    const unfinished = ["ana@example.com", 7, "bob@example.com"];
    assert.deepEqual(parseLedger({ unfinished }).journal, {
      people: { "ana@example.com": {}, "bob@example.com": {} },
    });
    assert.deepEqual(parseLedger({ unfinished, ledger }).journal["people"], {
      "ana@example.com": { role: "READER" },
      "bob@example.com": {},
    });
  });

  it("leaves out what is wrong and keeps the rest", () => {
    const [spending] = ledger.spent;
    const wrong = {
      journal: { ...ledger.journal, rules: "scribble", keys: ["a"], data: null },
      spent: [
        spending,
        null,
        { ...spending, count: -5 },
        { ...spending, count: "3" },
        { ...spending, at: "yesterday" },
        { ...spending, rule: undefined },
      ],
      used: [{ at }, "3f2a", ...ledger.used],
      begun: { ...ledger.begun, access: { steps: [] }, rules: "scribble" },
      meant: { ...ledger.meant, folders: "scribble", rules: [] },
    };
    assert.deepEqual(parseLedger({ ledger: wrong }), {
      ...ledger,
      journal: { ...ledger.journal, rules: {}, keys: {}, data: {} },
    });
    assert.deepEqual(parseLedger({ ledger: { journal: [], spent: {}, used: 1 } }), emptyLedger);
  });

  it("is always there, whatever the object of the lock holds", () => {
    const text = fc.oneof(fc.string(), fc.json());
    const parts = fc.record({
      journal: fc.jsonValue(),
      spent: fc.jsonValue(),
      used: fc.jsonValue(),
      meant: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())),
      begun: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.constant({ at, steps: [1] }))),
    });
    const scribbles = fc.oneof(
      text,
      fc
        .record({ ledger: fc.oneof(parts, fc.jsonValue()), unfinished: fc.jsonValue() })
        .map((all) => JSON.stringify(all)),
    );
    fc.assert(
      fc.property(scribbles, (scribble) => {
        const read = parseLockRecord(scribble, 1_000);
        const again = parseLockRecord(JSON.stringify(read), 1_000);
        assert.deepEqual(again, read);
      }),
    );
  });

  it("forgets spendings, used approvals and begun runs after 25 hours, or so far ahead, and neither journal entries nor what names meant ever", () => {
    const time = Date.parse(at);
    const hours = (count: number) => forgetOld(ledger, time + count * 3_600_000);
    assert.deepEqual(hours(25), ledger);
    assert.deepEqual(hours(-25), ledger);
    for (const far of [25.001, -25.001, 100_000]) {
      const { journal, meant } = ledger;
      assert.deepEqual(hours(far), { ...emptyLedger, journal, ...(meant && { meant }) });
    }
  });

  it("is shown to who only looks as a run finds it: nothing that is forgotten", async () => {
    const bucket = memoryBucket();
    bucket.put("locks/default.json", JSON.stringify({ ledger }));
    const { journal } = await readLedger({ ...bucket.place, namespace: "default" });
    assert.deepEqual(journal, ledger.journal);
    const old = "2025-11-22T01:00:00.000Z";
    const begun = { people: { at: old, steps: ["a1"], counted: true } };
    bucket.put("locks/default.json", JSON.stringify({ ledger: { ...ledger, begun } }));
    const found = await readLedger({ ...bucket.place, namespace: "default" });
    assert.deepEqual(found.begun, {});
  });

  it("is empty when nothing is to be given back, spent, used, gone on with or remembered", () => {
    assert.ok(isEmpty(emptyLedger));
    assert.ok(isEmpty({ ...emptyLedger, journal: { people: {} } }));
    assert.ok(!isEmpty({ ...emptyLedger, journal: ledger.journal }));
    assert.ok(!isEmpty({ ...emptyLedger, spent: ledger.spent }));
    assert.ok(!isEmpty({ ...emptyLedger, used: ledger.used }));
    assert.ok(!isEmpty({ ...emptyLedger, begun: ledger.begun }));
    assert.ok(!isEmpty({ ...emptyLedger, ...(ledger.meant && { meant: ledger.meant }) }));
  });

  it("replaces the entries of one subject, and none remove it", () => {
    const { people, access = {} } = ledger.journal;
    const changed = withJournal(ledger, "access", {});
    assert.deepEqual(changed.journal, { people });
    assert.deepEqual(withJournal(changed, "access", access), ledger);
  });
});
