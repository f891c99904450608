import assert from "node:assert/strict";
import {
  simulateNamespace,
  scope,
  type SimulatedNamespace,
} from "../support/simulatedNamespace.ts";
import {
  CreateGroupCommand,
  DeleteGroupCommand,
  ListGroupsCommand,
} from "@aws-sdk/client-quicksight";

describe("a snapshot of the simulator", () => {
  let world: SimulatedNamespace;
  before(async () => {
    world = await simulateNamespace("a", "b");
  });
  after(() => world.close());

  const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
  const groups = async () => {
    const { GroupList = [] } = await world.client.send(new ListGroupsCommand(address));
    return GroupList.map(({ GroupName }) => GroupName);
  };

  it("puts back what has changed since, as often as it is asked to", async () => {
    const before = await groups();
    const putBack = world.simulator.snapshot();
    for (const GroupName of ["first", "second"]) {
      await world.client.send(new CreateGroupCommand({ ...address, GroupName }));
      await world.client.send(new DeleteGroupCommand({ ...address, GroupName: before[0] }));
      assert.deepEqual(await groups(), [before[1], GroupName].sort());
      putBack();
      assert.deepEqual(await groups(), before);
    }
  });
});
