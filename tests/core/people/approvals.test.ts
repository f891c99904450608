import assert from "node:assert/strict";
import type { GovernedNamespace } from "../../../core/people/governedNamespace.ts";
import type { Person } from "../../../core/people/person.ts";
import { readNamespace } from "../../../core/people/readNamespace.ts";
import type { LockPlace } from "../../../core/reconcile/lock/lockPlace.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { desired, govern } from "../../support/govern.ts";
import { runPeople } from "../../support/runPeople.ts";
import type { SimulatedNamespace } from "../../support/simulatedNamespace.ts";
import type { LockSite } from "../reconcile/lock/lockSite.ts";
import { startLocked } from "./startLocked.ts";

const hourMs = 3_600_000;
const begin = Date.parse("2026-03-01T10:30:00Z");
const boss = desired("boss@x.com", "ADMIN", "usa");
const crowd = Array.from({ length: 8 }, (_, n) => desired(`p${n}@x.com`, "READER", "usa"));
/** Two people a day. */
const guard = { removals: { percent: 100, atLeast: 2, atMost: 2 } };

describe("what runs for people remember in the governance bucket", function () {
  this.timeout(60_000);
  let site: LockSite;
  let world: SimulatedNamespace;
  let time: number;
  startLocked((one, place) => {
    world = one;
    site = place;
  });
  beforeEach(async () => {
    time = begin;
    await site.remove("default");
    await world.reset();
    assert.deepEqual((await run([boss, ...crowd])).failed, []);
  });

  const run = (people: readonly Person[], approvals: readonly string[] = []) => {
    const governed: GovernedNamespace = govern(people, { guard, groups: { usa: {} } });
    const lock: LockPlace = site.place("default");
    return runPeople(world.simulator.url, governed, { lock, approvals, now: () => time });
  };
  const refusalOf = async (result: Promise<unknown>): Promise<PlanRefused> => {
    const refused = await result.catch((error: unknown) => error);
    assert.ok(refused instanceof PlanRefused, "the plan is refused");
    return refused;
  };
  const without = (count: number) => [boss, ...crowd.slice(count)];
  const present = async () => (await readNamespace(world.client, world.scope)).people.length;

  it("is that an approval was used: when the people are back, the same plan must be approved anew", async () => {
    const { verdict } = await refusalOf(run(without(4)));
    assert.deepEqual((await run(without(4), [verdict.hash])).failed, []);
    assert.equal(await present(), 5);
    assert.deepEqual(
      (await run(without(0))).failed,
      [],
      "nothing speaks against putting them back",
    );
    const again = await refusalOf(run(without(4), [verdict.hash]));
    assert.match(again.message, /the approval given was used up by an earlier run/);
    assert.equal(await present(), 9);
    const { hash } = again.verdict;
    assert.deepEqual((await run(without(4), [hash])).failed, []);
    assert.equal(await present(), 5);
  });

  it("is how many went: a day's worth of small steps meets the same limit as one large step", async () => {
    assert.deepEqual((await run(without(1))).failed, []);
    time += 6 * hourMs;
    assert.deepEqual((await run(without(2))).failed, []);
    time += 6 * hourMs;
    const { message } = await refusalOf(run(without(3)));
    assert.match(
      message,
      /1 of 7 people would be removed after 2 in the last 24 hours; the limit is 2/,
    );
    time += 13 * hourMs;
    assert.deepEqual((await run(without(3))).failed, [], "the first is more than a day ago");
    await refusalOf(run(without(4)));
    assert.equal(await present(), 6);
  });

  it("is what really went: who could not be removed counts for nothing", async () => {
    await world.setFaults({ operation: "DeleteUser", error: "AccessDeniedException" });
    assert.equal((await run(without(2))).failed.length, 2);
    await world.clearFaults();
    assert.deepEqual((await run(without(2))).failed, []);
    await refusalOf(run(without(3)));
  });

  it("is kept in the lock of their namespace, by rule, with the time of the run's own clock", async () => {
    assert.deepEqual((await run(without(2))).failed, []);
    const { ledger } = (await site.stored("default")) ?? {};
    assert.deepEqual(
      ledger?.spent.filter(({ rule }) => rule.startsWith("people-removed")),
      [
        {
          at: "2026-03-01T10:30:00.000Z",
          subject: "people",
          rule: "people-removed people",
          count: 2,
        },
      ],
    );
    assert.equal(await site.stored("another"), undefined);
  });
});
