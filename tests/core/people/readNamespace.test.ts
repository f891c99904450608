import assert from "node:assert/strict";
import { readNamespace } from "../../../core/people/readNamespace.ts";
import type { Person } from "../../../core/people/person.ts";
import { formatRoster } from "../../../core/people/roster/rosterText.ts";
import { desired as person, govern } from "../../support/govern.ts";
import { type MemoryBucket, memoryBucket } from "../../support/memoryBucket.ts";
import { runPeople } from "../../support/runPeople.ts";
import { type SimulatedNamespace, simulateNamespace } from "../../support/simulatedNamespace.ts";

const roster = [
  person("ana@x.com", "ADMIN", "admin", "usa"),
  person("bo@x.com", "READER", "usa"),
  person("cy@x.com", "AUTHOR", "dev"),
];

describe("the calls that a run makes to read a namespace", () => {
  let world: SimulatedNamespace;
  let bucket: MemoryBucket;
  beforeEach(async () => {
    bucket = memoryBucket();
    world = await simulateNamespace("admin", "dev", "usa");
  });
  afterEach(async () => {
    assert.deepEqual(world.simulator.violations(), []);
    await world.close();
  });

  const run = (people: readonly Person[], rest: Parameters<typeof govern>[1] = {}) =>
    runPeople(world.simulator.url, govern(people, rest), { bucket });
  const now = async () => formatRoster((await readNamespace(world.client, world.scope)).people);

  it("writes nothing when nothing differs, and lists users, groups and members only", async () => {
    await run(roster);
    await world.resetCalls();
    await run(roster);
    assert.deepEqual(world.simulator.calls(), {
      ListUsers: 1,
      ListGroups: 1,
      ListGroupMemberships: 3,
    });
  });

  it("reads on through all pages of users, groups and members", async () => {
    const crowd = Array.from({ length: 230 }, (_, index) =>
      person(`p${String(index).padStart(3, "0")}@x.com`, "READER", "dev", "usa"),
    );
    assert.deepEqual((await run(crowd)).failed, []);
    await world.resetCalls();
    assert.equal(await now(), formatRoster(crowd));
    assert.deepEqual(world.simulator.calls(), {
      ListUsers: 3,
      ListGroups: 1,
      ListGroupMemberships: 7,
    });
  });

  it("lists the groups of each user where that is fewer calls than the members of each group", async () => {
    const groups = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`g${index}`, {}]));
    await run(roster, { groups });
    await world.resetCalls();
    assert.deepEqual((await run(roster)).verdict.plan.steps, []);
    assert.deepEqual(world.simulator.calls(), { ListUsers: 1, ListGroups: 1, ListUserGroups: 3 });
  });

  it("counts the pages of large groups for that, which it knows from the roster", async () => {
    const groups = Array.from({ length: 3 }, (_, index) => `g${index}`);
    const crowd = Array.from({ length: 101 }, (_, index) =>
      person(`p${String(index).padStart(3, "0")}@x.com`, "READER", ...groups),
    );
    const declared = Object.fromEntries(
      Array.from({ length: 96 }, (_, index) => [`g${index}`, {}]),
    );
    const loaded = await run(crowd, { groups: declared });
    assert.deepEqual(loaded.failed, []);
    await world.resetCalls();
    assert.deepEqual((await run(crowd)).verdict.plan.steps, []);
    // With admin, dev and usa there are 99 groups, three of them with two pages: 102 calls, against one for each of 101 users.
    const { ListUserGroups, ListGroupMemberships } = world.simulator.calls();
    assert.deepEqual([ListUserGroups, ListGroupMemberships], [101, undefined]);
  });

  it("makes for one change the calls of a reading, and the calls of that change", async () => {
    const crowd = Array.from({ length: 300 }, (_, index) =>
      person(`p${String(index).padStart(3, "0")}@x.com`, "READER", "dev", "usa"),
    );
    await run(crowd);
    const [first, ...rest] = crowd;
    await world.resetCalls();
    await run([{ ...(first ?? assert.fail()), groups: ["admin", "usa"] }, ...rest]);
    assert.deepEqual(world.simulator.calls(), {
      ListUsers: 3,
      ListGroups: 1,
      ListGroupMemberships: 7,
      CreateGroupMembership: 1,
      DeleteGroupMembership: 1,
    });
  });
});
