import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { accountLock } from "../../../../core/reconcile/lock/accountLock.ts";
import { type LockSite, startLockSite } from "../../reconcile/lock/lockSite.ts";
import { dataSetArn, key, type ReencryptionWorld, startReencryption } from "./reencryptionWorld.ts";
import type { ChildRun } from "./runReencryptionChild.ts";

const program = fileURLToPath(new URL("runReencryptionChild.ts", import.meta.url));
/** How long a call is held, in milliseconds: longer than a process takes to die. */
const heldMs = 3000;
const ids = ["costs", "orders"];

describe("a re-encryption that is killed with SIGKILL", function () {
  this.timeout(300_000);
  let site: LockSite;
  let world: ReencryptionWorld;
  let putBack: () => void;
  before(async () => {
    site = await startLockSite();
    world = await startReencryption();
    await world.addDataSets(ids);
    await world.register("b", "a");
    putBack = world.simulator.snapshot();
  });
  after(async () => {
    await world.close();
    await site.close();
  });

  const run = () => world.run({ lock: site.place(accountLock) });
  const furnish = async () => {
    await site.remove(accountLock);
    await world.clearFaults();
    putBack();
    world.simulator.change({ ingestionDelayMs: 150 });
  };
  const start = (more: Partial<ChildRun> = {}) => {
    const { bucket } = site.place(accountLock);
    const given: ChildRun = { url: world.simulator.url, bucket, ...more };
    return spawn(process.execPath, [program, JSON.stringify(given)], {
      env: { ...process.env, ...site.environment },
      stdio: ["ignore", "ignore", "inherit"],
    });
  };
  /** Lets the lease of a killed run pass; what it noted stays. */
  const endLease = async () => {
    const stored = await site.stored(accountLock);
    if (stored === undefined) return;
    await site.overwrite(accountLock, JSON.stringify({ ...stored, leaseMs: 0 }));
  };
  /** The next run finishes, nothing was loaded twice, and then there is nothing to do. */
  const assertFinished = async (when: string) => {
    await world.clearFaults();
    await endLease();
    assert.deepEqual((await run()).failed, [], when);
    const keys = await world.keys();
    for (const id of ids) {
      assert.equal(keys[dataSetArn(id)], key("b"), `${when}: ${id}`);
      assert.equal(await world.begunLoads(id), 1, `${when}: ${id} was loaded twice`);
    }
    assert.deepEqual((await run()).verdict.plan.steps, [], when);
  };

  it("is finished by the next one, and nothing is loaded twice, whichever call of QuickSight it was killed at", async () => {
    await furnish();
    const before = { ...world.simulator.calls() };
    await run();
    const counts = Object.entries(world.simulator.calls()).map(
      ([operation, count]) => [operation, count - (before[operation] ?? 0)] as const,
    );
    let points = 0;
    for (const [operation, count] of counts) {
      const writes = operation === "CreateIngestion";
      for (let nth = 1; nth <= Math.min(count, 3); nth += 1) {
        for (const after of writes ? [false, true] : [false]) {
          const when = `killed ${after ? "after" : "before"} ${operation}, call ${nth}`;
          await furnish();
          const already = world.simulator.calls()[operation] ?? 0;
          // What is held is carried out when it is let go: one that is carried out is answered by nothing, and not held.
          const held = after ? { after } : { latencyMs: heldMs };
          await world.setFaults({ operation, nth, drop: true, ...held });
          const child = start();
          const ended = once(child, "exit");
          while ((world.simulator.calls()[operation] ?? 0) < already + nth) {
            if (child.exitCode !== null) break;
            await sleep(2);
          }
          child.kill("SIGKILL");
          await ended;
          assert.equal(child.signalCode, "SIGKILL", `${when}: it ended before it was killed`);
          await assertFinished(when);
          points += 1;
        }
      }
    }
    assert.ok(points >= 10, `${points} calls`);
  });

  it("is finished by the next one, and nothing is loaded twice, whichever write of its notes it was killed at", async () => {
    let points = 0;
    for (const when of ["before", "after"] as const) {
      for (let nth = 1; ; nth += 1) {
        await furnish();
        const child = start({ write: { nth, when } });
        await once(child, "exit");
        if (child.signalCode !== "SIGKILL") {
          assert.equal(child.exitCode, 0, `it ended by itself at write ${nth} of its notes`);
          break;
        }
        await assertFinished(`killed ${when} write ${nth} of its notes`);
        points += 1;
      }
    }
    assert.ok(points >= 10, `${points} writes`);
  });
});
