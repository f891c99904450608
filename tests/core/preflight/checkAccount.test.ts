import assert from "node:assert/strict";
import { checkAccount } from "../../../core/preflight/checkAccount.ts";
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
    simulator.reset();
  });
  after(async () => {
    await simulator.close();
  });
  const find = (region: string, configured?: string) =>
    checkAccount(
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

  for (const authentication of ["IAM_IDENTITY_CENTER", "ACTIVE_DIRECTORY"] as const) {
    it(`refuses an account whose people come from ${authentication}, with what can be governed`, async () => {
      simulator.reset({ authentication });
      assert.match(
        await messageOf("us-east-1"),
        new RegExp(
          `^account 111122223333: people sign in to QuickSight through .*${authentication}.*IAM federation`,
        ),
      );
    });
  }

  it("takes an account of IAM federation without users of QuickSight's own", async () => {
    simulator.reset({ authentication: "IAM_ONLY" });
    assert.equal(await messageOf("us-east-1"), "");
  });

  it("refuses Regions that have IAM Identity Center only, without a call", async () => {
    for (const region of ["af-south-1", "ap-southeast-3", "eu-central-2", "eu-south-1"]) {
      assert.match(await messageOf(region), /^Region: in .*IAM Identity Center only/);
      assert.match(await messageOf("eu-west-1", region), /^Region: in .*use another Region/);
    }
    assert.deepEqual(simulator.calls(), {});
  });

  it("costs one call, and a second where another Region is the identity Region", async () => {
    await find("us-east-1");
    assert.deepEqual(simulator.calls(), { DescribeAccountSubscription: 1 });
    await find("eu-west-1");
    assert.deepEqual(simulator.calls(), { DescribeAccountSubscription: 3 });
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
