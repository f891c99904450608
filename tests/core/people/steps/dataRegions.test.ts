import assert from "node:assert/strict";
import { readPermissions } from "../../../../core/assets/readPermissions.ts";
import type { Person } from "../../../../core/people/person.ts";
import { PlanRefused } from "../../../../core/reconcile/planRefused.ts";
import type { GuardSettings } from "../../../../core/settings/guardSettings.ts";
import { desired, govern } from "../../../support/govern.ts";
import { memoryBucket } from "../../../support/memoryBucket.ts";
import { runPeople } from "../../../support/runPeople.ts";
import {
  accountId,
  ana,
  bob,
  type OwnedWorld,
  simulateOwned,
  successor,
} from "../../assets/ownedWorld.ts";

const everybody = ["ana@x.com", "bob@x.com", "eve@x.com"].map((email) => desired(email, "AUTHOR"));
const others = everybody.slice(1);
const readers = Array.from({ length: 12 }, (_, n) => desired(`reader${n}@x.com`, "READER", "team"));
const generous = { removals: { percent: 100, atLeast: 50, atMost: 50 } };
const heirs = { ...generous, successor: "successors" };

describe("deleting somebody who owns things in several data Regions", () => {
  let world: OwnedWorld;
  beforeEach(async () => {
    world = await simulateOwned();
  });
  afterEach(() => world.close());

  const run = (
    people: readonly Person[],
    guard: Partial<GuardSettings>,
    dataRegions = ["eu-west-1", "eu-central-1"],
  ) =>
    runPeople(world.simulator.url, govern(people, { guard, dataRegions, groups: { team: {} } }), {
      bucket: memoryBucket(),
    });
  /** Readings of what people own, without those of users, groups and memberships. */
  const searches = () =>
    Object.entries(world.simulator.calls())
      .filter(
        ([name]) =>
          /^(Search|List)/.test(name) && !/^List(Users|Groups|GroupMem|UserGr)/.test(name),
      )
      .reduce((sum, [, calls]) => sum + calls, 0);

  it("hands over what they own in each of them", async () => {
    await world.create("dashboard", "here", [ana], "here", world.regions[0]);
    await world.create("dashboard", "there", [ana], "there", world.regions[1]);
    assert.deepEqual((await run(others, heirs)).failed, []);
    for (const [{ client }, id] of [
      [world.regions[0], "here"],
      [world.regions[1], "there"],
    ] as const) {
      const owners = await readPermissions(client, accountId, { kind: "dashboard", id });
      assert.ok(
        owners?.some(({ Principal }) => Principal === successor),
        id,
      );
    }
  });

  it("refuses without a successor what would lose its owner in the second one, and names the Region", async () => {
    await world.create("dashboard", "shared", [ana, bob], "shared", world.regions[0]);
    await world.create("dashboard", "there", [ana], "there", world.regions[1]);
    const refused = await run(others, generous).catch((error: unknown) => error);
    assert.ok(refused instanceof PlanRefused);
    const orphans = refused.verdict.findings.filter(({ rule }) => rule === "orphans");
    assert.deepEqual(
      orphans.flatMap(({ names = [] }) => names),
      ["eu-central-1 dashboard there"],
    );
  });

  it("deletes nobody whose things in the second one could not be handed over", async () => {
    await world.create("dashboard", "here", [ana], "here", world.regions[0]);
    await world.create("dashboard", "there", [ana], "there", world.regions[1]);
    await world.setFaults({
      operation: "UpdateDashboardPermissions",
      nth: 2,
      error: "ConflictException",
    });
    assert.equal((await run(others, heirs)).failed.length, 1);
    assert.equal(world.simulator.calls()["DeleteUser"], undefined);
    await world.clearFaults();
    assert.deepEqual((await run(others, heirs)).failed, []);
    assert.equal(world.simulator.calls()["DeleteUser"], 1);
  });

  it("costs no search for readers, however many go", async () => {
    assert.deepEqual((await run([...everybody, ...readers], generous)).failed, []);
    await world.resetCalls();
    assert.deepEqual((await run(everybody, generous)).failed, []);
    assert.equal(world.simulator.calls()["DeleteUser"], readers.length);
    assert.equal(searches(), 0);
  });

  it("costs as much for each Region, and no more for readers who go with them", async () => {
    const cost = async (leaving: readonly Person[], regions?: string[]) => {
      assert.deepEqual((await run([...everybody, ...leaving], generous)).failed, []);
      await world.resetCalls();
      assert.deepEqual((await run(others, generous, regions)).failed, []);
      assert.equal(world.simulator.calls()["DeleteUser"], 1 + leaving.length);
      return searches();
    };
    const one = await cost([], ["eu-west-1"]);
    assert.ok(one > 0);
    assert.equal(await cost([]), 2 * one);
    assert.equal(await cost(readers), 2 * one);
  });
});
