import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { acquireLock } from "../../../../core/reconcile/lock/acquireLock.ts";
import { emptyLedger, type Ledger, withJournal } from "../../../../core/reconcile/lock/ledger.ts";
import type { Lock } from "../../../../core/reconcile/lock/lock.ts";
import { LockLost } from "../../../../core/reconcile/lock/lockLost.ts";
import { withLock } from "../../../../core/reconcile/lock/withLock.ts";
import { type LockSite, rights, startLockSite, thiefsLock } from "./lockSite.ts";

/** Adds journal entries for people. */
const entering =
  (...people: string[]) =>
  (ledger: Ledger) =>
    withJournal(ledger, "people", {
      ...ledger.journal["people"],
      ...Object.fromEntries(people.map((person) => [person, { role: "READER" }])),
    });

describe("holding the lock of a namespace", function () {
  this.timeout(60_000);

  let site: LockSite;

  before(async () => {
    site = await startLockSite();
  });
  after(() => site.close());

  /** Waits until the lock tells that it is lost, and why. */
  const lossOf = async (lock: Lock) => {
    if (!lock.signal.aborted) await once(lock.signal, "abort");
    assert.ok(lock.signal.reason instanceof LockLost);
    return lock.signal.reason.message;
  };

  it("is renewed over and over, so that the lease need not cover the run", async () => {
    const lock = await acquireLock(site.place("renewed"), "ana", { leaseMs: 2_000 });
    await sleep(5_000);
    assert.equal(lock.signal.aborted, false);
    assert.ok((await site.versions("renewed")) >= 3);
    await lock.release();
  });

  it("stops the run as soon as a renewal shows that somebody took the lock, and leaves them theirs", async () => {
    const lock = await acquireLock(site.place("stolen"), "ana", { leaseMs: 2_000 });
    await site.overwrite("stolen", thiefsLock());
    assert.equal(
      await lossOf(lock),
      "the lock on namespace stolen was lost: the thief took it at 2026-11-22T01:00:00.000Z (s3://quicksight-governance-111122223333/locks/stolen.json). What was begun may be incomplete; run it again when no other run is at work",
    );
    await assert.rejects(lock.note(entering("too late")), LockLost);
    await lock.release();
    assert.deepEqual((await site.stored("stolen"))?.owner, "the thief");
  });

  it("stops the run when somebody deleted the lock", async () => {
    const lock = await acquireLock(site.place("deleted"), "ana", { leaseMs: 2_000 });
    await site.remove("deleted");
    assert.match(await lossOf(lock), /was lost: its object is gone or was replaced/);
    await lock.release();
    assert.equal(await site.stored("deleted"), undefined);
  });

  it("tells at the release that somebody took the lock, and leaves them theirs", async () => {
    for (const people of [[], ["bob"]]) {
      const lock = await acquireLock(site.place("stolen-late"), "ana", { patienceMs: 0 });
      await lock.note(entering(...people));
      await site.overwrite("stolen-late", thiefsLock());
      await assert.rejects(lock.release(), /was lost: the thief took it at 2026/);
      assert.equal(lock.signal.aborted, true);
      assert.equal((await site.stored("stolen-late"))?.owner, "the thief");
      await site.remove("stolen-late");
    }
  });

  it("stops the run before the lease is over when it cannot be renewed, and says why not", async () => {
    const lock = await acquireLock(site.place("powerless"), "ana", { leaseMs: 3_000 });
    const begun = performance.now();
    await site.allow(["s3:GetObject"]);
    const reason = await lossOf(lock);
    await site.allow(rights);
    assert.match(reason, /was lost: it was not renewed for \d\.\d s: AccessDenied: /);
    assert.ok(performance.now() - begun > 1_500, "it did not go on trying");
    await lock.release();
  });

  it("survives a renewal that fails once", async () => {
    let failures = 0;
    const place = site.through("hiccup", async (request, pass) => {
      if (request.method === "PUT" && failures > 0) {
        failures -= 1;
        throw new Error("the network is down");
      }
      return pass();
    });
    const lock = await acquireLock(place, "ana", { leaseMs: 3_000 });
    failures = 1;
    await sleep(6_000);
    assert.equal(failures, 0);
    assert.equal(lock.signal.aborted, false);
    await lock.release();
    assert.equal(await site.stored("hiccup"), undefined);
  });

  it("stops the run when S3 does not answer at all", async () => {
    let silent = false;
    const place = site.through("silence", async (_request, pass) => {
      if (silent) await sleep(30_000, undefined, { ref: false });
      return pass();
    });
    const lock = await acquireLock(place, "ana", { leaseMs: 2_000 });
    silent = true;
    assert.match(await lossOf(lock), /it was not renewed for \d+\.\d s/);
    silent = false;
    await lock.release();
  });

  it("has stored a note when it says so, in the order in which notes were given", async () => {
    const lock = await acquireLock(site.place("noted"), "ana", { leaseMs: 1_500 });
    for (let count = 0; count < 20; count += 1) {
      const both = [lock.note(entering("ana")), lock.note(() => entering(`${count}`)(emptyLedger))];
      await Promise.all(both);
      const { people = {} } = (await site.stored("noted"))?.ledger?.journal ?? {};
      assert.deepEqual(Object.keys(people), [`${count}`]);
    }
    assert.equal(lock.signal.aborted, false);
    await lock.release();
  });

  it("leaves a lock that has ended, for the next one to take at once, while something is noted", async () => {
    const lock = await acquireLock(site.place("left"), "ana");
    await lock.note(entering("bob"));
    await lock.release();
    const next = await acquireLock(site.place("left"), "eve", { patienceMs: 0 });
    assert.deepEqual(next.ledger, entering("bob")(emptyLedger));
    await next.note(entering("eve"));
    assert.deepEqual((await site.stored("left"))?.ledger, entering("bob", "eve")(emptyLedger));
    await next.note(() => emptyLedger);
    await next.release();
  });

  it("takes no notes after the release, and releases once", async () => {
    const lock = await acquireLock(site.place("once"), "ana");
    await lock.release();
    const next = await acquireLock(site.place("once"), "bob", { patienceMs: 0 });
    await lock.release();
    await assert.rejects(lock.note(entering("late")), /a lock that was released takes no notes/);
    assert.equal((await site.stored("once"))?.owner, "bob");
    await next.release();
  });

  it("ends with the run, also with one that fails, whose error is the one that is told", async () => {
    const failing = () => Promise.reject(new Error("the roster could not be read"));
    const place = site.place("with");
    await assert.rejects(withLock(place, "ana", failing), /the roster could not be read/);
    assert.equal(await site.stored("with"), undefined);
    const stolen = async () => {
      await site.overwrite("with", thiefsLock());
      return failing();
    };
    await assert.rejects(withLock(place, "ana", stolen), /the roster could not be read/);
    await site.remove("with");
    assert.equal(await withLock(place, "ana", () => Promise.resolve(42)), 42);
  });

  it("says that it could not be released and when it ends, after a run that went well", async () => {
    const run = () => site.allow(["s3:GetObject", "s3:PutObject"]);
    await assert.rejects(
      withLock(site.place("kept"), "ana", run),
      /^Error: the lock was not released and ends by itself in 30 s: cannot delete the lock s3:\S+ \(AccessDenied: .*; allow the caller s3:GetObject/,
    );
    await site.allow(rights);
  });
});
