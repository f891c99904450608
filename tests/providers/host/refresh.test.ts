import assert from "node:assert/strict";
import { DeleteGroupMembershipCommand } from "@aws-sdk/client-quicksight";
import { groupNameOf, userNameOf } from "../../../core/aws/scope.ts";
import { sampleAccess, simulateAssets } from "../../core/access/simulatedAssets.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../support/simulatedNamespace.ts";
import { type Bags, crowd, makeBags, reader } from "./bags.ts";
import { arnOf, deleteByHand, registerByHand } from "./byHand.ts";
import { type Hosted, hosted } from "./hosted.ts";
import { messageOf } from "./messageOf.ts";

const id = "111122223333/default";

describe("a refresh of people through the host of dynamic providers", function () {
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

  // pulumi/pulumi#13839, #21315: without inputs, what a refresh finds is in the state and in no diff.
  it("brings what was changed by hand into the inputs, so that the next preview shows it and the next update undoes it", async () => {
    const wanted = bags.roster(crowd);
    await on.host.create(wanted);
    assert.deepEqual(await on.host.read(id, wanted), { id, properties: wanted, inputs: wanted });
    await on.world.client.send(
      new DeleteGroupMembershipCommand({
        AwsAccountId: scope.accountId,
        Namespace: scope.namespace,
        GroupName: groupNameOf(scope, "usa"),
        MemberName: userNameOf(scope, "p3@x.com"),
      }),
    );
    await deleteByHand(on.world, "p5@x.com");
    const { inputs, properties } = await on.host.read(id, wanted);
    assert.ok(inputs !== undefined);
    assert.deepEqual(inputs, properties);
    const lines = String(wanted.people).split("\n");
    const found = String(inputs.people).split("\n");
    assert.deepEqual(
      lines.filter((line) => !found.includes(line)).map((line) => line.split(" ")[0]),
      ["p3@x.com", "p5@x.com"],
    );
    assert.equal(inputs.peopleCount, crowd.length - 1);
    assert.equal(inputs.__provider, wanted.__provider);
    assert.deepEqual(await on.host.diff(id, inputs, wanted), { changes: true, replaces: [] });
    assert.deepEqual(await on.host.check(inputs, wanted), { inputs: wanted, failures: [] });
    await on.host.update(id, inputs, wanted);
    assert.deepEqual((await on.host.read(id, wanted)).inputs, wanted);
  });

  it("leaves a state that can be worked with when somebody came in under a name that is not an email", async () => {
    const wanted = bags.roster(crowd);
    await on.host.create(wanted);
    await registerByHand(on.world, reader("some-session", "usa"));
    const { inputs = {} } = await on.host.read(id, wanted);
    assert.deepEqual(await on.host.check(inputs, wanted), { inputs: wanted, failures: [] });
    await on.host.update(id, inputs, wanted);
    assert.deepEqual((await on.host.read(id, inputs)).inputs, wanted);
    assert.equal(on.world.writes().DeleteUser, 1);
  });

  // pulumi/pulumi#20186: an empty id takes the resource out of the state, so that only what is certainly gone may give one.
  it("takes the people out of the state when their namespace is gone", async () => {
    const gone = { ...bags.roster(crowd), namespaceArn: arnOf("gone") };
    assert.equal((await on.host.read("111122223333/gone", gone)).id, "");
  });

  it("keeps the state when the right to read is missing, and says so", async () => {
    const wanted = bags.roster(crowd);
    await on.world.setFaults({ operation: "ListUsers", every: 1, error: "AccessDenied" });
    assert.match(await messageOf(on.host.read(id, wanted)), /AccessDeniedException/);
  });

  it("keeps the state when a group is deleted while it is read, and says so; a deletion does not take that for done", async () => {
    const wanted = bags.roster(crowd);
    await on.host.create(wanted);
    const vanished = { every: 1, error: "ResourceNotFound", message: "Group usa not found." };
    await on.world.setFaults({ operation: "ListGroupMemberships", ...vanished });
    assert.match(await messageOf(on.host.read(id, wanted)), /namespace\/default: .*Group usa/);
    assert.match(await messageOf(on.host.delete(id, wanted)), /namespace\/default: .*Group usa/);
  });

  it("waits while AWS throttles, and then reads all", async () => {
    const wanted = bags.roster(crowd);
    await on.host.create(wanted);
    const throttled = [1, 2, 3].map((nth) => ({
      operation: "ListUsers",
      nth,
      error: "Throttling",
    }));
    await on.world.setFaults(...throttled);
    assert.deepEqual(await on.host.read(id, wanted), { id, properties: wanted, inputs: wanted });
  });
});

describe("a refresh of access through the host of dynamic providers", function () {
  this.timeout(60_000);

  it("brings what was changed by hand into the inputs, and takes access for gone with the account only", async () => {
    const { access } = await makeBags();
    const { world, host, close } = await hosted(await simulateAssets());
    const place = `${id}/eu-west-1`;
    try {
      const [given, more] = [access(sampleAccess[0]), access(sampleAccess[0], sampleAccess[1])];
      await host.create(given);
      assert.deepEqual(await host.read(place, given), {
        id: place,
        properties: given,
        inputs: given,
      });
      await host.update(place, given, more);
      const { inputs = {} } = await host.read(place, given);
      assert.equal(inputs.access, more.access);
      assert.deepEqual(await host.diff(place, inputs, given), { changes: true, replaces: [] });

      await world.setFaults({ operation: "ListDashboards", nth: 1, error: "AccessDenied" });
      assert.match(await messageOf(host.read(place, given)), /AccessDeniedException/);
      world.simulator.reset({ subscribed: false });
      assert.equal((await host.read(place, given)).id, "");
    } finally {
      await close();
    }
  });
});
