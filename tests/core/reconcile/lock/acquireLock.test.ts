import assert from "node:assert/strict";
import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { hostname, userInfo } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { acquireLock } from "../../../../core/reconcile/lock/acquireLock.ts";
import { describeOwner } from "../../../../core/reconcile/lock/describeOwner.ts";
import { emptyLedger, type Ledger, withJournal } from "../../../../core/reconcile/lock/ledger.ts";
import { LockBusy } from "../../../../core/reconcile/lock/lockBusy.ts";
import { withLock } from "../../../../core/reconcile/lock/withLock.ts";
import { type LockSite, rights, startLockSite, thiefsLock } from "./lockSite.ts";

describe("getting the lock of a namespace", function () {
  this.timeout(60_000);

  let site: LockSite;
  const children: ChildProcess[] = [];

  before(async () => {
    site = await startLockSite();
  });
  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    await site.close();
  });

  /** A holder in a process of its own, killed as hard as can be. */
  const holdAndKill = async (namespace: string, leaseMs: number, ledger?: Ledger) => {
    const child = await site.hold(namespace, leaseMs, ledger);
    children.push(child);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };

  it("lets one run in at a time, and the next when that one is done", async () => {
    const events: string[] = [];
    const waits: string[] = [];
    const onWait = ({ owner }: { owner: string }) => waits.push(owner);
    const run = (owner: string) =>
      withLock(
        site.place("in-turn"),
        owner,
        async () => {
          events.push("in");
          await sleep(200);
          events.push("out");
        },
        { leaseMs: 2_000, patienceMs: 40_000, onWait },
      );
    await Promise.all(["ana", "bob", "eve"].map(run));
    assert.deepEqual(events, ["in", "out", "in", "out", "in", "out"]);
    assert.ok(waits.length >= 2, `told of ${waits.join()}`);
    assert.equal(await site.stored("in-turn"), undefined);
  });

  it("is given up soon after the signal where S3 does not answer", async () => {
    const requestHandler = { handle: () => new Promise(() => undefined) };
    const place = { ...site.place("silent"), requestHandler };
    const stop = new AbortController();
    const why = new Error("the run was stopped by SIGINT");
    const begun = performance.now();
    setTimeout(() => {
      stop.abort(why);
    }, 100);
    await assert.rejects(acquireLock(place, "ana", { signal: stop.signal }), why);
    assert.ok(performance.now() - begun < 4000);
  });

  it("does not make one namespace wait for another", async () => {
    const lock = await acquireLock(site.place("tenant-a"), "ana");
    const other = await acquireLock(site.place("tenant-b"), "bob", { patienceMs: 0 });
    await other.release();
    await lock.release();
  });

  it("gives up when a living run outlasts its patience, and says who holds the lock since when", async () => {
    const ana = "pulumi up by ana on host-1 (pid 4711)";
    const lock = await acquireLock(site.place("long-run"), ana, { leaseMs: 2_000 });
    const told: string[] = [];
    const bob = acquireLock(site.place("long-run"), "bob", {
      patienceMs: 6_000,
      onWait: ({ owner }) => told.push(owner),
    });
    await assert.rejects(bob, (error) => {
      assert.ok(error instanceof LockBusy);
      assert.equal(error.holder?.owner, ana);
      assert.match(
        error.message,
        /^namespace long-run is locked by pulumi up by ana on host-1 \(pid 4711\), since \S+Z, until \S+Z unless renewed \(s3:\/\/quicksight-governance-111122223333\/locks\/long-run\.json\); this run waited 6 s and wrote nothing\. Run it again when that run has ended/,
      );
      return true;
    });
    assert.deepEqual(told, [ana]);
    assert.equal(lock.signal.aborted, false);
    await lock.release();
  });

  it("waits for the rest of the lease of a run that was killed, and takes its lock over", async () => {
    await holdAndKill("killed", 2_000);
    const begun = performance.now();
    const told: string[] = [];
    const lock = await acquireLock(site.place("killed"), "ana", {
      onWait: ({ owner }) => told.push(owner),
    });
    assert.ok(performance.now() - begun > 1_000, "it did not wait");
    assert.deepEqual(told, ["the run that is killed"]);
    assert.equal((await site.stored("killed"))?.owner, "ana");
    await lock.release();
  });

  it("hands on what a killed run left in the ledger, from one to the next until somebody clears it", async () => {
    const at = new Date().toISOString();
    const ledger: Ledger = {
      journal: { people: { "ana@example.com": { role: "READER", groups: ["quicksight-fed-eu"] } } },
      spent: [{ at, subject: "people", rule: "removed", count: 3 }],
      used: [{ at, hash: "3f2a" }],
      begun: { people: { at, steps: ["a1"], counted: true } },
    };
    await holdAndKill("notes", 1_000, ledger);
    const first = await acquireLock(site.place("notes"), "first", { leaseMs: 2_000 });
    assert.deepEqual(first.ledger, ledger);
    await first.release();
    const second = await acquireLock(site.place("notes"), "second", { patienceMs: 0 });
    assert.deepEqual(second.ledger, ledger);
    await second.note(() => emptyLedger);
    await second.release();
    assert.equal(await site.stored("notes"), undefined);
    const third = await acquireLock(site.place("notes"), "third", { patienceMs: 0 });
    assert.deepEqual(third.ledger, emptyLedger);
    await third.release();
  });

  it("takes over what an earlier release of this program left, and keeps it in today's form", async () => {
    const fields = { leaseMs: 0, ledger: undefined, unfinished: ["ana@example.com"] };
    await site.overwrite("released", thiefsLock(fields));
    const lock = await acquireLock(site.place("released"), "ana", { patienceMs: 0 });
    assert.deepEqual(lock.ledger.journal, { people: { "ana@example.com": {} } });
    await lock.release();
    const next = await acquireLock(site.place("released"), "bob", { patienceMs: 0 });
    assert.deepEqual(next.ledger.journal, { people: { "ana@example.com": {} } });
    await next.note(() => emptyLedger);
    await next.release();
  });

  it("forgets by the time it is told what no longer counts, and then leaves no object", async () => {
    const hour = 3_600_000;
    let time = Date.parse("2026-11-22T01:00:00Z");
    const options = { patienceMs: 0, now: () => time };
    const lock = await acquireLock(site.place("forgotten"), "ana", options);
    const at = new Date(time).toISOString();
    await lock.note((ledger) => ({ ...ledger, used: [{ at, hash: "3f2a" }] }));
    await lock.release();
    time += 24 * hour;
    const next = await acquireLock(site.place("forgotten"), "bob", options);
    assert.equal(next.ledger.used.length, 1);
    await next.release();
    time += 2 * hour;
    const last = await acquireLock(site.place("forgotten"), "eve", options);
    assert.deepEqual(last.ledger, emptyLedger);
    await last.release();
    assert.equal(await site.stored("forgotten"), undefined);
  });

  it("goes by the clock of S3, whatever the time is that another machine wrote down", async () => {
    const fields = { leaseMs: 1_000, expires: "2099-01-01T00:00:00.000Z" };
    await site.overwrite("clock-ahead", thiefsLock(fields));
    await (await acquireLock(site.place("clock-ahead"), "ana", { patienceMs: 30_000 })).release();
    await site.overwrite("clock-behind", thiefsLock({ expires: "1999-01-01T00:00:00.000Z" }));
    await assert.rejects(acquireLock(site.place("clock-behind"), "ana", { patienceMs: 500 }), {
      name: "LockBusy",
    });
  });

  it("waits for a lock that it cannot understand, and prints nothing that a terminal would obey", async () => {
    await site.overwrite("scribble", "not JSON");
    await assert.rejects(
      acquireLock(site.place("scribble"), "ana", { patienceMs: 500 }),
      /locked by an unknown owner, since an unknown time/,
    );
    await site.overwrite("scribble", thiefsLock({ owner: "\u001b[2Jthe\nthief" }));
    await assert.rejects(
      acquireLock(site.place("scribble"), "ana", { patienceMs: 500 }),
      /locked by \[2Jthe thief, since/,
    );
  });

  it("knows its own lock when the answer to the first try was lost", async () => {
    let lost = 0;
    const place = site.through("lost-answer", async (request, pass) => {
      const answer = await pass();
      if (request.method === "PUT" && lost === 0) {
        lost += 1;
        throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
      }
      return answer;
    });
    const lock = await acquireLock(place, "ana", { patienceMs: 0 });
    assert.equal(lost, 1);
    await lock.note((ledger) => withJournal(ledger, "people", { ana: {} }));
    await lock.note(() => emptyLedger);
    await lock.release();
    assert.equal(await site.stored("lost-answer"), undefined);
  });

  it("needs no right to list the bucket, without which a missing object reads as forbidden", async () => {
    await site.overwrite("unlisted", thiefsLock());
    const answers: string[] = [];
    const place = site.through("unlisted", async (request, pass) => {
      const answer = await pass();
      const { response } = answer;
      if (request.method === "PUT" && response.statusCode === 412) await site.remove("unlisted");
      if (request.method === "GET" && response.statusCode === 404) response.statusCode = 403;
      answers.push(`${request.method} ${response.statusCode}`);
      return answer;
    });
    await (await acquireLock(place, "ana", { leaseMs: 2_000 })).release();
    assert.deepEqual(answers, ["PUT 412", "GET 403", "PUT 200", "DELETE 204"]);
  });

  it("says what to do about a bucket that is not there", async () => {
    const place = { ...site.place("default"), bucket: "no-such-bucket" };
    await assert.rejects(acquireLock(place, "ana"), {
      message:
        "there is no bucket no-such-bucket for the lock on namespace default; correct its name, or deploy the account stack, which makes it",
    });
  });

  it("says which rights are missing, to write and to read", async () => {
    const needed =
      /; allow the caller s3:GetObject, s3:PutObject and s3:DeleteObject on locks\/\* in the bucket quicksight-governance-111122223333$/;
    await site.overwrite("forbidden", thiefsLock());
    const place = site.place("forbidden");
    for (const [allowed, action] of [
      ["s3:GetObject", /^cannot write the lock s3:\S+forbidden\.json \(AccessDenied: /],
      ["s3:PutObject", /^cannot read the lock s3:\S+forbidden\.json \(AccessDenied: /],
    ] as const) {
      await site.allow([allowed]);
      await assert.rejects(acquireLock(place, "ana", { leaseMs: 1_000 }), ({ message }: Error) => {
        assert.match(message, action);
        assert.match(message, needed);
        return true;
      });
    }
    await site.allow(rights);
  });
});

describe("the name a run goes by", () => {
  it("tells command, user, host and process, on one line", () => {
    assert.equal(
      describeOwner("pulumi up\n--stack dev-default"),
      `pulumi up --stack dev-default by ${userInfo().username} on ${hostname()} (pid ${process.pid})`,
    );
  });

  it("cuts a command that would hide the rest", () => {
    const owner = describeOwner("x".repeat(1_000));
    assert.match(owner, /^x{149}… by /);
    assert.ok(owner.endsWith(`(pid ${process.pid})`));
  });
});
