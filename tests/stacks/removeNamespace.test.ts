import assert from "node:assert/strict";
import {
  CreateNamespaceCommand,
  DescribeNamespaceCommand,
  type QuickSightClient,
  RegisterUserCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { createQuickSight } from "../../core/aws/createQuickSight.ts";
import { federationRoleArn } from "../../core/aws/scope.ts";
import { type Simulator, startSimulator } from "../../local/simulator/startSimulator.ts";
import { removeNamespace } from "../../stacks/removeNamespace.ts";
import { scope } from "../support/simulatedNamespace.ts";

const { accountId, identityRegion } = scope;
const namespace = "sales";
const address = { AwsAccountId: accountId, Namespace: namespace };

/** Between the look at a namespace and its deletion a run asks about much else, which may take minutes. */
describe("a namespace that could not be made, before another of its name", () => {
  let simulator: Simulator;
  let client: QuickSightClient;
  const access = () => ({
    region: identityRegion,
    endpoint: simulator.url,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  before(async () => {
    simulator = await startSimulator({ accountId, region: identityRegion });
    client = createQuickSight(access());
  });
  after(async () => {
    client.destroy();
    await simulator.close();
  });

  const create = async (namespaceOutcome: "CREATED" | "RETRYABLE_FAILURE") => {
    simulator.reset({ namespaceOutcome, namespaceDelayMs: 0 });
    await client.send(new CreateNamespaceCommand({ ...address, IdentityStore: "QUICKSIGHT" }));
  };
  const statusOf = async () =>
    (await client.send(new DescribeNamespaceCommand(address))).Namespace?.CreationStatus;
  const remove = () => removeNamespace(namespace, { accountId, identityRegion }, access());

  it("is deleted, and one that is gone by then is no error", async () => {
    await create("RETRYABLE_FAILURE");
    await remove();
    await assert.rejects(statusOf(), ResourceNotFoundException);
    await remove();
  });

  it("is left where somebody has made it meanwhile, with whoever is in it", async () => {
    await create("CREATED");
    await assert.rejects(remove(), /namespace sales is CREATED by now.*run it again/);
    const SessionName = "ana@oktank.com";
    const person = { IdentityType: "IAM", UserRole: "READER", Email: SessionName } as const;
    const IamArn = federationRoleArn(scope);
    await client.send(new RegisterUserCommand({ ...address, ...person, SessionName, IamArn }));
    await assert.rejects(remove(), /with user quicksight-fed-users\/ana@oktank\.com.*run it again/);
    assert.equal(await statusOf(), "CREATED");
  });

  it("says which right is missing", async () => {
    await create("RETRYABLE_FAILURE");
    const fault = { operation: "DeleteNamespace", error: "AccessDeniedException" };
    await fetch(`${simulator.url}/_sim/faults`, { method: "POST", body: JSON.stringify(fault) });
    await assert.rejects(remove(), /namespace sales, .* cannot be deleted \(AccessDenied.*; allow/);
  });
});
