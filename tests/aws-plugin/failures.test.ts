import assert from "node:assert/strict";
import { createContexts } from "../../local/aws-plugin/context.ts";
import { UnfinishedResource } from "../../local/aws-plugin/failures.ts";
import { createResource, deleteResource, readResource } from "../../local/aws-plugin/lifecycle.ts";
import { findResource } from "../../local/aws-plugin/registry.ts";
import { readSettings } from "../../local/aws-plugin/settings.ts";
import { startSimulator, type Simulator } from "../../local/simulator/startSimulator.ts";

const accountId = "123456789012";
const region = "eu-west-1";

describe("local aws plugin when AWS does not do as asked", () => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ accountId, region });
  });

  after(() => simulator.close());

  const target = async (type: string) => {
    const settings = readSettings({
      region,
      accessKey: accountId,
      secretKey: "test",
      endpoints: [{ quicksight: simulator.url }],
    });
    return { resource: await findResource(type), name: "x", context: createContexts(settings)() };
  };
  const namespaces = () => target("aws:quicksight/namespace:Namespace");
  const groups = () => target("aws:quicksight/group:Group");

  it("keeps a namespace that fails after it was accepted, and says why", async () => {
    simulator.reset({ namespaceOutcome: "RETRYABLE_FAILURE", namespaceDelayMs: 100 });
    const creation = createResource(await namespaces(), {
      awsAccountId: accountId,
      namespace: "t",
    });
    await assert.rejects(creation, (error) => {
      assert.ok(error instanceof UnfinishedResource);
      assert.equal(error.id, `${accountId},t`);
      assert.match(
        error.message,
        /Namespace create \(123456789012,t\): status is RETRYABLE_FAILURE/,
      );
      return true;
    });
  });

  it("waits for a namespace no longer than its time limit", async () => {
    simulator.reset({ namespaceOutcome: "CREATED", namespaceDelayMs: 60_000 });
    const inputs = { awsAccountId: accountId, namespace: "t", timeouts: { create: "1s" } };
    await assert.rejects(createResource(await namespaces(), inputs), /CREATED: not within 1 s/);
  });

  it("says in one line that a group is there already", async () => {
    simulator.reset({ namespaceDelayMs: 0 });
    const inputs = { awsAccountId: accountId, namespace: "default", groupName: "g" };
    const { id } = await createResource(await groups(), inputs);
    assert.equal(id, `${accountId}/default/g`);
    await assert.rejects(createResource(await groups(), inputs), (error) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /^aws:quicksight\/group:Group create \(x\): ResourceExistsExc/);
      assert.ok(!error.message.includes("\n"));
      return true;
    });
  });

  it("tells a group that is gone from a call that failed", async () => {
    simulator.reset({ namespaceDelayMs: 0 });
    const gone = `${accountId}/default/gone`;
    assert.equal(await readResource(await groups(), gone, {}), undefined);
    await deleteResource(await groups(), gone, {});
    const foreign = "999999999999/default/g";
    await assert.rejects(
      readResource(await groups(), foreign, {}),
      /Group read \(9{12}\/default\/g\)/,
    );
  });
});
