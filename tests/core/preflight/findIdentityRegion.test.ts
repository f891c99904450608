import assert from "node:assert/strict";
import { findIdentityRegion } from "../../../core/preflight/findIdentityRegion.ts";
import { type Simulator, startSimulator } from "../../../local/simulator/startSimulator.ts";

const accountId = "111122223333";

describe("finding out about the account", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({
      accountId,
      region: "eu-west-1",
      identityRegion: "us-east-1",
    });
  });
  beforeEach(() => {
    simulator.reset({ subscribed: true, edition: "ENTERPRISE" });
  });
  after(async () => {
    await simulator.close();
  });
  const find = (region: string, configured?: string) =>
    findIdentityRegion(
      accountId,
      {
        region,
        endpoint: simulator.url,
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      },
      configured,
    );
  const messageOf = async (region: string, configured?: string) =>
    (await find(region, configured)).problems
      .map(({ where, message }) => `${where}: ${message}`)
      .join("\n");

  it("takes the identity Region from the answer of another Region", async () => {
    assert.deepEqual(await find("eu-west-1"), { identityRegion: "us-east-1", problems: [] });
  });

  it("needs no detour when the data Region is the identity Region, or when the setting is right", async () => {
    assert.deepEqual(await find("us-east-1"), { identityRegion: "us-east-1", problems: [] });
    assert.deepEqual(await find("eu-west-1", "us-east-1"), {
      identityRegion: "us-east-1",
      problems: [],
    });
  });

  it("corrects a setting that names another Region", async () => {
    assert.equal(
      await messageOf("eu-west-1", "eu-central-1"),
      "account.identityRegion: the identity Region of account 111122223333 is us-east-1 (got eu-central-1); set it to us-east-1, or leave it out",
    );
  });

  it("says how to subscribe when the account is not", async () => {
    simulator.reset({ subscribed: false });
    assert.match(
      await messageOf("us-east-1"),
      /not subscribed to QuickSight; subscribe to the Enterprise edition/,
    );
  });

  it("says what the Standard edition lacks", async () => {
    simulator.reset({ edition: "STANDARD" });
    assert.match(
      await messageOf("us-east-1"),
      /subscribed in the STANDARD edition.*upgrade to Enterprise/,
    );
  });

  it("says which permission is missing when QuickSight does not answer", async () => {
    await fetch(`${simulator.url}/_sim/faults`, {
      method: "POST",
      body: JSON.stringify({
        operation: "DescribeAccountSubscription",
        every: 1,
        error: "AccessDeniedException",
      }),
    });
    assert.match(await messageOf("us-east-1"), /allow quicksight:DescribeAccountSubscription/);
  });
});
