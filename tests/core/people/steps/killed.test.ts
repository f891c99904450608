import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Person } from "../../../../core/people/person.ts";
import { govern } from "../../../support/govern.ts";
import { runPeople } from "../../../support/runPeople.ts";
import type { SimulatedNamespace } from "../../../support/simulatedNamespace.ts";
import type { LockSite } from "../../reconcile/lock/lockSite.ts";
import { startLocked } from "../startLocked.ts";
import { assertWhole, furnishForeign, readers } from "./foreignWorld.ts";
import type { ChildRun } from "./runPeopleChild.ts";

const program = fileURLToPath(new URL("runPeopleChild.ts", import.meta.url));
const namespace = "default";
/** How long a call is held, in milliseconds: longer than a process takes to die, and then it is not carried out. */
const heldMs = 3000;
/** There is room for what the run takes many times over, and for once. */
const roomy = { percent: 100, atLeast: 50, atMost: 50 };
const tight = { percent: 50, atLeast: 1, atMost: 1 };
/** Of the readings the first, one of those for the plan, and the last before the deletion: they leave nothing behind. */
const readings = ["ListUsers", "SearchDashboards", "ListUserGroups"];

describe("a run that makes a reader of an author, killed with SIGKILL", function () {
  this.timeout(240_000);
  let site: LockSite;
  let world: SimulatedNamespace;
  startLocked((one, place) => {
    world = one;
    site = place;
  });

  const governed = (people: readonly Person[], removals = roomy) =>
    govern(people, { groups: { dev: {} }, guard: { removals } });
  const run = (people: readonly Person[] = readers, removals = roomy) =>
    runPeople(world.simulator.url, governed(people, removals), { lock: site.place(namespace) });
  const furnish = async () => {
    await site.remove(namespace);
    await furnishForeign(world, (people) => run(people));
  };
  /** The process that is killed, with the lock in the same bucket. */
  const start = () => {
    const { bucket, region } = site.place(namespace);
    const given: ChildRun = {
      url: world.simulator.url,
      governed: governed(readers),
      lock: { bucket, region, namespace },
    };
    return spawn(process.execPath, [program, JSON.stringify(given)], {
      env: { ...process.env, ...site.environment },
      stdio: ["ignore", "ignore", "inherit"],
    });
  };
  /** Kills a run while it waits for the answer to one call, which is never carried out. */
  const killAt = async (operation: string, nth: number, when: string) => {
    await world.setFaults({ operation, nth, latencyMs: heldMs, drop: true });
    const child = start();
    const ended = once(child, "exit");
    while ((world.simulator.calls()[operation] ?? 0) < nth && child.exitCode === null) {
      await sleep(2);
    }
    child.kill("SIGKILL");
    await ended;
    assert.equal(child.signalCode, "SIGKILL", `${when}: it ended before it was killed`);
    await world.clearFaults();
  };
  /** Lets the lease of the killed run pass; what it noted stays. */
  const endLease = async () => {
    const stored = await site.stored(namespace);
    assert.ok(stored !== undefined, "a killed run leaves its lock");
    await site.overwrite(namespace, JSON.stringify({ ...stored, leaseMs: 0 }));
  };

  it("has left nobody without their role, profile and groups after a second run, whichever write it was killed at, and before them", async () => {
    await furnish();
    assert.deepEqual((await run()).failed, []);
    const counts = Object.entries(world.simulator.calls()).filter(
      ([operation]) => !/^(List|Search|Describe)/.test(operation) || readings.includes(operation),
    );
    let points = 0;
    let owed = 0;
    for (const [operation, count] of counts) {
      for (let nth = 1; nth <= count; nth += 1) {
        const when = `killed at ${operation}, call ${nth} of ${count}`;
        await furnish();
        await killAt(operation, nth, when);
        const { ledger } = (await site.stored(namespace)) ?? {};
        if (ledger?.journal["people"] !== undefined) owed += 1;
        await endLease();
        assert.deepEqual((await run()).failed, [], when);
        await assertWhole(world, when);
        assert.deepEqual((await run()).verdict.plan.steps, [], when);
        points += 1;
      }
    }
    assert.ok(points >= 8, `${points} calls`);
    // The deletion, the registration, and the two groups of others.
    assert.ok(owed >= 4, `${owed} of ${points} killed runs left a note`);
  });

  it("is finished without asking anybody where a day's limit has room for its share once: it is not counted twice", async () => {
    await furnish();
    await killAt("DeleteUser", 1, "killed at the deletion");
    await endLease();
    assert.deepEqual((await run(readers, tight)).failed, []);
    await assertWhole(world, "after the second run");
  });

  it("is finished without asking anybody once somebody is deleted, whatever the limit", async () => {
    await furnish();
    await killAt("RegisterUser", 1, "killed at the registration");
    await endLease();
    assert.deepEqual((await run(readers, tight)).failed, []);
    await assertWhole(world, "after the second run");
  });
});
