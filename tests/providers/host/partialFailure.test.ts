import assert from "node:assert/strict";
import { sampleAccess, simulateAssets } from "../../core/access/simulatedAssets.ts";
import {
  type Bag,
  HostError,
  type PartialState,
  startDynamicHost,
} from "../../support/dynamicHost.ts";
import { type SimulatedNamespace, simulateNamespace } from "../../support/simulatedNamespace.ts";
import { type Bags, crowd, makeBags, reader } from "./bags.ts";
import { type Hosted, hosted } from "./hosted.ts";
import { hashIn, messageOf } from "./messageOf.ts";

/** What the engine would keep after a call that fails halfway. */
async function partialOf(call: Promise<unknown>): Promise<PartialState & { message: string }> {
  const error: unknown = await call.catch((failure: unknown) => failure);
  assert.ok(error instanceof HostError && error.partial !== undefined, String(error));
  return { ...error.partial, message: error.message };
}

// pulumi/pulumi#18009, #5210, #1836: what the error does not carry is not in the state, and without the code in it the resource
// could never be changed or deleted again.
describe("people of whom some could not be dealt with, through the host of dynamic providers", function () {
  this.timeout(60_000);
  let bags: Bags;
  let on: Hosted<SimulatedNamespace>;
  before(async () => {
    bags = await makeBags();
  });
  beforeEach(async () => {
    on = await hosted(await simulateNamespace("usa", "gbr"));
  });
  afterEach(async () => {
    await on.close();
  });

  const deniedOnce = (operation: string, nth = 2) =>
    on.world.setFaults({ operation, nth, error: "AccessDenied", message: "not today" });
  const peopleNow = async (state: Bag) => (await on.host.read("x", state)).properties.people;
  /** Deletes all people of a state with the approval that this takes. */
  const deleteAll = async (id: string, state: Bag) => {
    const approval = hashIn(await messageOf(on.host.delete(id, state)));
    const environment = { QUICKSIGHT_GOVERNANCE_APPROVE: approval };
    const host = await startDynamicHost({ endpoint: on.world.simulator.url, environment });
    try {
      await host.configure({});
      await host.delete(id, state);
    } finally {
      await host.close();
    }
  };

  it("are in the state with all that an update needs, and the next update does the rest", async () => {
    const wanted = bags.roster(crowd);
    await deniedOnce("RegisterUser");
    const { message, id, properties, reasons } = await partialOf(on.host.create(wanted));
    assert.match(message, /^\d of 16 steps failed for people of namespace default/);
    assert.match(message, /\+ p\d@x\.com as READER .*: AccessDeniedException: not today/);
    assert.deepEqual(reasons, [message]);
    assert.equal(id, "111122223333/default");
    assert.equal(properties.peopleCount, crowd.length - 1);

    await on.world.resetCalls();
    assert.deepEqual(await on.host.diff(id, properties, wanted), { changes: true, replaces: [] });
    assert.deepEqual(await on.host.update(id, properties, wanted), wanted);
    assert.deepEqual(on.world.writes(), { RegisterUser: 1, CreateGroupMembership: 1 });
    assert.equal(await peopleNow(wanted), wanted.people);
  });

  it("can be deleted as they are", async () => {
    await deniedOnce("RegisterUser");
    const { id, properties } = await partialOf(on.host.create(bags.roster(crowd)));
    await deleteAll(id, properties);
    assert.equal(on.world.writes().DeleteUser, crowd.length - 1);
  });

  it("are in the state as they should be after a change that stopped halfway, and the next update does the rest", async () => {
    const olds = bags.roster(crowd);
    const { id } = await on.host.create(olds);
    const news = bags.roster([...crowd.slice(2), reader("new@x.com", "gbr")]);
    await deniedOnce("DeleteUser", 1);
    const failure = await partialOf(on.host.update(id, { ...olds, __provider: "old" }, news));
    assert.match(failure.message, /^1 of 4 steps failed for people of namespace default/);
    assert.equal(failure.id, id);
    assert.equal(failure.properties.peopleCount, crowd.length);
    assert.equal(failure.properties.__provider, news.__provider);
    await on.host.update(id, failure.properties, news);
    assert.equal(await peopleNow(news), news.people);
  });

  it("are still there after a deletion that stopped halfway, and the next one does the rest", async () => {
    const all = bags.roster(crowd);
    const { id } = await on.host.create(all);
    await deniedOnce("DeleteUser");
    await assert.rejects(deleteAll(id, all), {
      message:
        /^1 of 8 steps failed for people of namespace default.*AccessDeniedException: not today/s,
    });
    await deleteAll(id, all);
    assert.equal(await peopleNow(all), "");
  });
});

describe("access of which some could not be given, through the host of dynamic providers", function () {
  this.timeout(60_000);

  it("is in the state with all that an update needs, and the next update and a deletion do the rest", async () => {
    const { access } = await makeBags();
    const { world, host, close } = await hosted(await simulateAssets());
    try {
      const denied = { operation: "UpdateDashboardPermissions", error: "AccessDenied" };
      const all = access(sampleAccess[0], sampleAccess[1]);
      await world.setFaults({ ...denied, nth: 2 });
      const failure = await partialOf(host.create(all));
      assert.match(
        failure.message,
        /^1 of 3 steps failed for access of namespace default; .*AccessDeniedException/s,
      );
      assert.deepEqual(failure.reasons, [failure.message]);
      assert.equal(failure.id, "111122223333/default/eu-west-1");
      assert.equal(failure.properties.grantCount, 2);
      assert.deepEqual(await host.update(failure.id, failure.properties, all), all);
      assert.equal((await host.read(failure.id, all)).inputs?.access, all.access);

      const [first] = sampleAccess[0].dashboards;
      const less = access({ group: "critical", dashboards: [first] }, sampleAccess[1]);
      await world.setFaults({ ...denied, nth: 1 });
      const again = await partialOf(host.update(failure.id, all, less));
      assert.equal(again.properties.access, all.access);
      assert.equal(again.properties.__provider, less.__provider);
      assert.deepEqual(await host.update(failure.id, again.properties, less), less);
      assert.equal((await host.read(failure.id, less)).inputs?.access, less.access);
    } finally {
      await close();
    }
  });
});
