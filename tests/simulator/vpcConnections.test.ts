import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  ConflictException,
  CreateVPCConnectionCommand,
  DeleteVPCConnectionCommand,
  DescribeVPCConnectionCommand,
  ListVPCConnectionsCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateVPCConnectionCommand,
} from "@aws-sdk/client-quicksight";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const one = { AwsAccountId, VPCConnectionId: "vpc" };
const settings = {
  Name: "vpc",
  SubnetIds: ["subnet-1", "subnet-2"],
  SecurityGroupIds: ["sg-1"],
  RoleArn: `arn:aws:iam::${AwsAccountId}:role/quicksight-vpc`,
};

describe("simulator: VPC connections", () => {
  const { client } = simulated({ assetDelayMs: 1_000 });
  const create = () => client().send(new CreateVPCConnectionCommand({ ...one, ...settings }));
  const update = (Name: string) =>
    client().send(new UpdateVPCConnectionCommand({ ...one, ...settings, Name }));
  const shown = async () =>
    (await client().send(new DescribeVPCConnectionCommand(one))).VPCConnection;

  it("come, change and go over time", async () => {
    await create();
    const creating = await shown();
    assert.equal(creating?.Status, "CREATION_IN_PROGRESS");
    assert.equal(creating.AvailabilityStatus, "UNAVAILABLE");
    await refused(update("early"), ConflictException, { status: 409 });
    await sleep(1_020);
    const created = await shown();
    assert.equal(created?.Status, "CREATION_SUCCESSFUL");
    assert.deepEqual(
      created.NetworkInterfaces?.map(({ SubnetId, Status }) => [SubnetId, Status]),
      [
        ["subnet-1", "AVAILABLE"],
        ["subnet-2", "AVAILABLE"],
      ],
    );
    await update("renamed");
    await sleep(1_020);
    const list = await client().send(new ListVPCConnectionsCommand({ AwsAccountId }));
    assert.equal(list.VPCConnectionSummaries?.[0]?.Name, "renamed");
    const { DeletionStatus } = await client().send(new DeleteVPCConnectionCommand(one));
    assert.equal(DeletionStatus, "DELETION_IN_PROGRESS");
    await sleep(1_020);
    await refused(shown(), ResourceNotFoundException, {
      status: 404,
      resourceType: "VPC_CONNECTION",
    });
  });

  it("refuse an id that is taken", async () => {
    await create();
    await refused(create(), ResourceExistsException, { status: 409 });
  });
});
