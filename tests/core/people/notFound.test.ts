import assert from "node:assert/strict";
import type { Person } from "../../../core/people/person.ts";
import { readNamespace } from "../../../core/people/readNamespace.ts";
import { formatRoster } from "../../../core/people/roster/rosterText.ts";
import { desired, govern } from "../../support/govern.ts";
import { type MemoryBucket, memoryBucket } from "../../support/memoryBucket.ts";
import { runPeople } from "../../support/runPeople.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../support/simulatedNamespace.ts";

const error = "ResourceNotFoundException";
const people = [
  desired("ana@x.com", "AUTHOR", "a"),
  desired("boss@x.com", "ADMIN", "a", "b"),
  desired("cy@x.com", "READER", "a", "b"),
];
const guard = { removals: { percent: 100, atLeast: 50, atMost: 50 } };

describe("a call that does not find what is there", () => {
  let world: SimulatedNamespace;
  let bucket: MemoryBucket;
  before(async () => {
    world = await simulateNamespace();
  });
  after(() => world.close());
  beforeEach(async () => {
    bucket = memoryBucket();
    await world.reset();
    await world.clearFaults();
    assert.deepEqual((await run(people)).failed, []);
  });

  const run = (wish: readonly Person[]) =>
    runPeople(world.simulator.url, govern(wish, { groups: { a: {}, b: {} }, guard }), { bucket });
  const now = async () => formatRoster((await readNamespace(world.client, scope)).people);

  it("does not pass for a deletion: who still signs in is not said to be removed", async () => {
    const rest = people.slice(0, 2);
    await world.setFaults({ operation: "DeleteUser", error });
    const { failed } = await run(rest);
    await world.clearFaults();
    assert.deepEqual(
      failed.map(({ step }) => step.kind),
      ["remove"],
    );
    assert.equal(await now(), formatRoster(people));
    assert.deepEqual((await run(rest)).failed, []);
    assert.equal(await now(), formatRoster(rest));
  });

  it("does not pass for a membership that is gone", async () => {
    const rest = [...people.slice(0, 2), desired("cy@x.com", "READER", "a")];
    await world.setFaults({ operation: "DeleteGroupMembership", error });
    const { failed } = await run(rest);
    await world.clearFaults();
    assert.deepEqual(
      failed.map(({ step }) => step.kind),
      ["remove-member"],
    );
    assert.deepEqual((await run(rest)).failed, []);
    assert.equal(await now(), formatRoster(rest));
  });

  it("leaves a group that goes with its stack where somebody could not be taken out of it, and no other", async () => {
    const two = people.map((person) => ({ ...person, groups: ["a"] }));
    await runPeople(world.simulator.url, govern(people, { groups: { c: {} } }), { bucket });
    await world.setFaults({ operation: "DeleteGroupMembership", nth: 1, error });
    const goes = govern(two, {
      leavingGroups: ["b", "c"],
      guard: { ...govern(two).guard, ...guard },
    });
    const first = await runPeople(world.simulator.url, goes, { bucket });
    await world.clearFaults();
    assert.deepEqual(
      first.failed.map(({ step, reason }) => [step.kind, /may be in it|is in it/.test(reason)]),
      [
        ["remove-member", false],
        ["delete-group", true],
      ],
    );
    const again = await runPeople(world.simulator.url, goes, { bucket });
    assert.deepEqual(again.failed, []);
    assert.deepEqual(
      again.done.map(({ kind }) => kind),
      ["remove-member", "delete-group"],
    );
  });

  it("does not pass for a group that is gone, of a stack that is destroyed", async () => {
    const leaving = govern(people, { leavingGroups: ["b", "c"] });
    const two = people.map((person) => ({ ...person, groups: ["a"] }));
    await runPeople(world.simulator.url, govern(people, { groups: { c: {} } }), { bucket });
    await world.setFaults({ operation: "DeleteGroup", error });
    const goes = { ...leaving, people: two, guard: { ...leaving.guard, ...guard } };
    const { failed } = await runPeople(world.simulator.url, goes, { bucket });
    await world.clearFaults();
    assert.deepEqual(
      failed.map(({ step }) => step.kind),
      ["delete-group", "delete-group"],
    );
  });

  it("does not pass for being in no group where groups are read user by user", async () => {
    await run(people.slice(0, 2));
    // Two people and three groups: then it is cheaper to ask for each one's groups.
    const more = { a: {}, b: {}, c: {} };
    await runPeople(world.simulator.url, govern(people.slice(0, 2), { groups: more, guard }), {
      bucket,
    });
    await world.setFaults({ operation: "ListUserGroups", error });
    await assert.rejects(readNamespace(world.client, scope), /does not say which groups/);
    await world.clearFaults();
    await world.setFaults({ operation: "ListUserGroups", nth: 1, error });
    assert.equal(await now(), formatRoster(people.slice(0, 2)));
  }).timeout(10_000);
});
