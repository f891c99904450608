import assert from "node:assert/strict";
import type { Ledger } from "../../../core/reconcile/lock/ledger.ts";
import { LockBusy } from "../../../core/reconcile/lock/lockBusy.ts";
import { RunStopped } from "../../../core/reconcile/runStopped.ts";
import { untilStopped } from "../../../core/reconcile/untilStopped.ts";
import { type MemoryBucket, memoryBucket } from "../../support/memoryBucket.ts";
import { thiefsLock } from "./lock/lockSite.ts";
import { runShelf, shelfOf, shelfWith } from "./shelf.ts";

const key = "locks/default.json";

interface Kept {
  readonly leaseMs: number;
  readonly ledger: Ledger;
}

describe("stopping a run", () => {
  let bucket: MemoryBucket;
  let controller: AbortController;
  beforeEach(() => {
    bucket = memoryBucket();
    controller = new AbortController();
  });

  const stop = () => {
    controller.abort(new RunStopped("by SIGTERM"));
  };
  const options = () => ({ bucket, signal: controller.signal });

  it("changes nothing before the first step, not even the ledger", async () => {
    const shelf = shelfWith({ cup: 3, old: 1 });
    const stopped = runShelf(shelf.subject, shelfOf({ cup: 1 }), { ...options(), onPlan: stop });
    await assert.rejects(stopped, RunStopped);
    assert.deepEqual(shelf.log, []);
    assert.equal(bucket.text(key), undefined, "the lock is free");
  });

  it("makes no plan of a reading that it cut short, also where what was not read is taken for unknown", async () => {
    const shelf = shelfWith({ cup: 3, old: 1 });
    const { subject } = shelf;
    const read: typeof subject.read = () => {
      stop();
      return Promise.resolve({});
    };
    let isPlanned = false;
    const stopped = runShelf({ ...subject, read }, shelfOf({ cup: 1 }, 0), {
      ...options(),
      onPlan: () => void (isPlanned = true),
    });
    await assert.rejects(stopped, RunStopped);
    assert.equal(isPlanned, false);
  });

  it("lets a step that has taken something give it back, and begins no other", async () => {
    const shelf = shelfWith({ cup: 3, old: 1 });
    shelf.disturb = (point) => {
      if (point === "taken") stop();
    };
    const outcome = await runShelf(shelf.subject, shelfOf({ cup: 1 }), options());
    assert.equal(outcome.stopped, "the run was stopped by SIGTERM");
    assert.deepEqual(
      outcome.done.map(({ name }) => name),
      ["cup"],
    );
    assert.deepEqual(
      outcome.left.map(({ name }) => name),
      ["old"],
    );
    assert.equal(shelf.things.get("cup"), 1);
    assert.deepEqual((await runShelf(shelf.subject, shelfOf({ cup: 1 }), { bucket })).failed, []);
    assert.deepEqual([...shelf.things], [["cup", 1]]);
  });

  it("counts a step as not begun that was stopped before it took anything, and as failed that still owes", async () => {
    const shelf = shelfWith({ cup: 3, jug: 3 });
    shelf.disturb = async (point, { name }, signal) => {
      if (name === "jug" && point === "begin") await waitFor(signal);
      if (name === "cup" && point === "taken") {
        stop();
        signal.throwIfAborted();
      }
      return undefined;
    };
    const { done, failed, left } = await runShelf(
      shelf.subject,
      shelfOf({ cup: 1, jug: 1 }),
      options(),
    );
    assert.deepEqual([done, left.map(({ name }) => name)], [[], ["jug"]]);
    assert.deepEqual(
      failed.map(({ step }) => step.name),
      ["cup"],
    );
  });

  it("does not matter any more after the last step: all is done", async () => {
    const shelf = shelfWith({ old: 1 });
    shelf.disturb = (point) => {
      if (point === "end") stop();
    };
    const { done, failed, left } = await runShelf(shelf.subject, shelfOf({}), options());
    assert.deepEqual([done.length, failed, left], [1, [], []]);
  });

  it("takes no more than about four seconds, whatever a step waits for, and says that its end is not known", async () => {
    const shelf = shelfWith({ stuck: 1, old: 1 });
    shelf.disturb = async (_point, { name }) => {
      if (name !== "stuck") return;
      stop();
      await new Promise<void>(() => undefined);
    };
    const begun = performance.now();
    const { failed } = await runShelf(shelf.subject, shelfOf({}), options());
    const seconds = (performance.now() - begun) / 1000;
    assert.ok(seconds > 3 && seconds < 4.8, `${seconds} s`);
    assert.match(failed.map(({ reason }) => reason).join(), /what came of it is not known/);
    const { leaseMs, ledger } = JSON.parse(bucket.text(key) ?? "{}") as Kept;
    assert.equal(leaseMs, 0, "the lock is released");
    assert.deepEqual(
      ledger.spent.map(({ count }) => count),
      [1],
      "it may have been dropped",
    );
  });

  it("happens by itself when somebody else takes the lock, whose object is left alone", async () => {
    const shelf = shelfWith({ cup: 3, old: 1 });
    shelf.disturb = (point) => {
      if (point === "taken") bucket.put(key, thiefsLock());
    };
    const { stopped, failed, left } = await runShelf(shelf.subject, shelfOf({ cup: 1 }), options());
    assert.match(stopped ?? "", /the lock on namespace default was lost: the thief took it/);
    assert.deepEqual(
      failed.map(({ step }) => step.name),
      ["cup"],
      "its note is still there",
    );
    assert.deepEqual(
      left.map(({ name }) => name),
      ["old"],
    );
    assert.ok(shelf.things.has("old"));
    assert.equal(bucket.text(key), thiefsLock());
  });

  it("ends the waiting for another run, which is named", async () => {
    bucket.put(key, thiefsLock());
    const shelf = shelfWith();
    const said: string[] = [];
    const say = (message: string) => {
      said.push(message);
      stop();
    };
    const waiting = runShelf(shelf.subject, shelfOf({ cup: 1 }), { ...options(), say });
    await assert.rejects(waiting, RunStopped);
    assert.deepEqual(said, [
      "waiting for the thief, who has held the lock since 2026-11-22T01:00:00.000Z",
    ]);
    assert.deepEqual(shelf.log, []);
  });

  it("is not needed to end a run that finds the lock held for too long: it says by whom, and writes nothing", async () => {
    bucket.put(key, thiefsLock());
    const shelf = shelfWith();
    const clock = performance.now.bind(performance);
    try {
      const say = () => {
        performance.now = () => clock() + 60_000;
      };
      const busy = runShelf(shelf.subject, shelfOf({ cup: 1 }), { bucket, say });
      await assert.rejects(busy, (error: Error) => {
        assert.ok(error instanceof LockBusy);
        assert.match(error.message, /is locked by the thief, since 2026-11-22/);
        return true;
      });
    } finally {
      performance.now = clock;
    }
    assert.deepEqual(shelf.log, []);
  });
});

describe("until it is stopped", () => {
  it("a run has a signal that SIGTERM aborts, with who did it as the reason", async () => {
    const why = await untilStopped(async (signal) => {
      process.kill(process.pid, "SIGTERM");
      await waitFor(signal).catch(() => undefined);
      return signal.reason as unknown;
    });
    assert.ok(why instanceof RunStopped);
    assert.equal(why.message, "the run was stopped by SIGTERM");
  });

  it("a run can be stopped by something else as well, which is listened to no longer than it runs", async () => {
    let listening = false;
    const source = (stop: (why: RunStopped) => void) => {
      listening = true;
      const timer = setTimeout(() => {
        stop(new RunStopped("as its time is over"));
      }, 5);
      return () => {
        clearTimeout(timer);
        listening = false;
      };
    };
    await assert.rejects(untilStopped(waitFor, source), /the run was stopped as its time is over/);
    assert.equal(listening, false);
  });

  it("nothing is left behind that would keep the process from ending at a signal", async () => {
    const before = process.listenerCount("SIGTERM");
    await untilStopped(() => {
      assert.equal(process.listenerCount("SIGTERM"), before + 1);
      return Promise.resolve();
    });
    await assert.rejects(
      untilStopped(() => Promise.reject(new Error("its own failure"))),
      /own/,
    );
    assert.equal(process.listenerCount("SIGTERM"), before);
  });
});

/** Waits for the signal, and throws its reason. */
function waitFor(signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    const fail = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}
