import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { acquireLock } from "../../../../core/reconcile/lock/acquireLock.ts";
import { emptyLedger, type Ledger, withJournal } from "../../../../core/reconcile/lock/ledger.ts";
import { type LockSite, rights, startLockSite } from "./lockSite.ts";

/** Adds a journal entry for a person. */
const enter = (person: string, entry: object) => (ledger: Ledger) =>
  withJournal(ledger, "people", { ...ledger.journal["people"], [person]: entry });

describe("noting in the ledger of a lock", function () {
  this.timeout(60_000);

  let site: LockSite;

  before(async () => {
    site = await startLockSite();
  });
  after(() => site.close());

  const storedPeople = async (namespace: string) =>
    (await site.stored(namespace))?.ledger?.journal["people"] ?? {};

  it("stores what 300 callers note at once in few writes, and each before its promise resolves", async () => {
    let writes = 0;
    /** What S3 has confirmed by now, as text. */
    let stored = "";
    const place = site.through("many", async (request, pass) => {
      const answer = await pass();
      if (request.method === "PUT") {
        writes += 1;
        stored = String(request.body);
      }
      return answer;
    });
    const lock = await acquireLock(place, "ana");
    const note = async (index: number) => {
      await sleep(index % 30);
      await lock.note(enter(`person-${index}`, { role: "READER" }));
      assert.ok(stored.includes(`"person-${index}"`), `person-${index} was not stored`);
    };
    await Promise.all(Array.from({ length: 300 }, (_, index) => note(index)));
    assert.equal(Object.keys(await storedPeople("many")).length, 300);
    assert.ok(writes <= 32, `${writes} writes`);
    await lock.note(() => emptyLedger);
    await lock.release();
  });

  it("sends what is noted while a write is under way with one write after it", async () => {
    let writes = 0;
    const place = site.through("meanwhile", async (request, pass) => {
      if (request.method === "PUT") writes += 1;
      await sleep(200);
      return pass();
    });
    const lock = await acquireLock(place, "ana");
    writes = 0;
    const first = lock.note(enter("first", {}));
    await sleep(50);
    const others = Array.from({ length: 300 }, (_, index) => lock.note(enter(`${index}`, {})));
    await Promise.all([first, ...others]);
    assert.equal(writes, 2);
    assert.equal(Object.keys(await storedPeople("meanwhile")).length, 301);
    await lock.release();
  });

  it("tells everybody whose note could not be stored, and brings it with the next one", async () => {
    const lock = await acquireLock(site.place("refused"), "ana");
    await site.allow(["s3:GetObject"]);
    const results = await Promise.allSettled(
      ["bob", "eve"].map((person) => lock.note(enter(person, {}))),
    );
    await site.allow(rights);
    for (const { status } of results) assert.equal(status, "rejected");
    assert.deepEqual(await storedPeople("refused"), {});
    await lock.note(enter("joe", {}));
    assert.deepEqual(Object.keys(await storedPeople("refused")), ["bob", "eve", "joe"]);
    await lock.release();
  });

  it("tells a change that fails to its caller only", async () => {
    const lock = await acquireLock(site.place("failing"), "ana");
    const failing = lock.note(() => {
      throw new Error("no such person");
    });
    const [bad, good] = await Promise.allSettled([failing, lock.note(enter("bob", {}))]);
    assert.equal(bad.status, "rejected");
    assert.equal(good.status, "fulfilled");
    assert.deepEqual(await storedPeople("failing"), { bob: {} });
    await lock.release();
  });

  // Measured: 664 KB of JSON, and 120 ms for a write to the emulator on two cores.
  it("holds what 1,000 people with 20 groups each lose for a moment", async () => {
    const lock = await acquireLock(site.place("large"), "ana", { leaseMs: 6_000 });
    const groups = Array.from({ length: 20 }, (_, index) => `quicksight-fed-department-${index}`);
    const names = Array.from({ length: 1_000 }, (_, index) => `person-${index}@example.com`);
    await Promise.all(names.map((name) => lock.note(enter(name, { role: "AUTHOR", groups }))));
    const begun = performance.now();
    await lock.note(enter("one more", {}));
    const took = performance.now() - begun;
    const size = JSON.stringify(await site.stored("large")).length;
    assert.ok(size < 1_000_000, `${size} bytes`);
    assert.ok(took < 2_000, `${took} ms`);
    await lock.release();
    const next = await acquireLock(site.place("large"), "bob", { patienceMs: 0 });
    assert.equal(Object.keys(next.ledger.journal["people"] ?? {}).length, 1_001);
    await next.release();
  });
});
