import assert from "node:assert/strict";
import {
  DescribeSelfUpgradeConfigurationCommand,
  DescribeUserCommand,
  ListSelfUpgradesCommand,
  type QuickSightClient,
  RegisterUserCommand,
  UpdateSelfUpgradeCommand,
  UpdateSelfUpgradeConfigurationCommand,
} from "@aws-sdk/client-quicksight";
import { type Simulator, startSimulator } from "../../local/simulator/startSimulator.ts";
import { createQuickSight } from "../../core/aws/createQuickSight.ts";

const address = { AwsAccountId: "111122223333", Namespace: "default" };
const UserName = "people/ana@x.com";

describe("self-upgrades in the simulator", () => {
  let simulator: Simulator;
  let client: QuickSightClient;
  before(async () => {
    simulator = await startSimulator({ region: "eu-west-1" });
    const credentials = { accessKeyId: "111122223333", secretAccessKey: "test" };
    client = createQuickSight({ region: "eu-west-1", endpoint: simulator.url, credentials });
  });
  beforeEach(async () => {
    simulator.reset();
    await client.send(
      new RegisterUserCommand({
        ...{ ...address, IdentityType: "IAM", Email: "ana@x.com", UserRole: "READER" },
        ...{ IamArn: "arn:aws:iam::111122223333:role/people", SessionName: "ana@x.com" },
      }),
    );
  });
  after(async () => {
    client.destroy();
    await simulator.close();
  });
  const ask = (body: object) =>
    fetch(`${simulator.url}/_sim/self-upgrades`, { method: "POST", body: JSON.stringify(body) });
  const roleOf = async () =>
    (await client.send(new DescribeUserCommand({ ...address, UserName }))).User?.Role;
  const list = async () =>
    (await client.send(new ListSelfUpgradesCommand(address))).SelfUpgradeRequestDetails ?? [];

  it("are taken at once by default, as in an account where people sign in through an identity provider", async () => {
    const { SelfUpgradeConfiguration } = await client.send(
      new DescribeSelfUpgradeConfigurationCommand(address),
    );
    assert.equal(SelfUpgradeConfiguration?.SelfUpgradeStatus, "AUTO_APPROVAL");
    await ask({ UserName, RequestedRole: "READER_PRO" });
    assert.equal(await roleOf(), "READER_PRO");
    assert.deepEqual(
      (await list()).map(({ OriginalRole, RequestStatus }) => [OriginalRole, RequestStatus]),
      [["READER", "APPROVED"]],
    );
  });

  it("wait for an administrator where the namespace says so", async () => {
    const update = { ...address, SelfUpgradeStatus: "ADMIN_APPROVAL" } as const;
    await client.send(new UpdateSelfUpgradeConfigurationCommand(update));
    await ask({ UserName, RequestedRole: "AUTHOR_PRO" });
    await ask({ UserName, RequestedRole: "READER_PRO" });
    assert.equal(await roleOf(), "READER");
    const [first, second] = await list();
    assert.equal(first?.RequestStatus, "PENDING");
    const decide = (UpgradeRequestId: string | undefined, Action: "APPROVE" | "DENY") =>
      client.send(new UpdateSelfUpgradeCommand({ ...address, UpgradeRequestId, Action }));
    await decide(first.UpgradeRequestId, "DENY");
    assert.equal(await roleOf(), "READER");
    await decide(second?.UpgradeRequestId, "APPROVE");
    assert.equal(await roleOf(), "READER_PRO");
    await assert.rejects(decide(first.UpgradeRequestId, "APPROVE"), /DENIED/);
    await assert.rejects(decide("other", "APPROVE"), /not found/);
  });
});
