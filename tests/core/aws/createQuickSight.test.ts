import assert from "node:assert/strict";
import {
  DescribeUserCommand,
  ListGroupsCommand,
  QuickSightClient,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { pacedRetry } from "../../../core/aws/pacedRetry.ts";
import { Pacer } from "../../../core/aws/pacer.ts";
import { type SimulatedNamespace, simulateNamespace } from "../../support/simulatedNamespace.ts";

describe("a client of QuickSight", () => {
  let world: SimulatedNamespace;
  beforeEach(async () => {
    world = await simulateNamespace();
  });
  afterEach(() => world.close());

  const address = { AwsAccountId: "111122223333", Namespace: "default" };
  const list = () => world.client.send(new ListGroupsCommand(address));
  const register = (name: string) =>
    world.client.send(
      new RegisterUserCommand({
        ...address,
        IdentityType: "IAM",
        IamArn: "arn:aws:iam::111122223333:role/quicksight-fed-users",
        SessionName: name,
        Email: name,
        UserRole: "READER",
      }),
    );
  const tries = () => world.simulator.calls()["ListGroups"];

  it("loses no call to a rate limit, and sends none twice that was accepted", async () => {
    world.simulator.reset({ rate: 60 });
    await Promise.all(Array.from({ length: 200 }, (_, index) => register(`p${index}@x.com`)));
    assert.deepEqual(world.simulator.calls(), { RegisterUser: 200 });
  });

  it("stays with a call that is throttled more often than failures are retried", async () => {
    const throttled = Array.from({ length: 15 }, (_, index) => ({
      operation: "ListGroups",
      nth: index + 1,
      error: "ThrottlingException",
    }));
    await world.setFaults(...throttled);
    assert.equal((await list()).$metadata.attempts, 16);
  });

  it("tries again after a server error and a lost connection", async () => {
    await world.setFaults(
      { operation: "ListGroups", nth: 1, error: "InternalFailure" },
      { operation: "ListGroups", nth: 2, drop: true },
      { operation: "ListGroups", nth: 3, error: "ResourceUnavailableException" },
    );
    await list();
    assert.equal(tries(), 4);
  });

  it("takes a quota for an answer: LimitExceededException is not tried again", async () => {
    await world.setFaults({ operation: "ListGroups", error: "LimitExceededException" });
    await assert.rejects(list(), { name: "LimitExceededException" });
    assert.equal(tries(), 1);
  });

  it("takes an error of the caller for an answer", async () => {
    const UserName = "quicksight-fed-users/nobody@x.com";
    await assert.rejects(world.client.send(new DescribeUserCommand({ ...address, UserName })), {
      name: "ResourceNotFoundException",
    });
    assert.deepEqual(world.simulator.calls(), { DescribeUser: 1 });
  });

  it("gives up, with the API's words, when nothing at all is accepted for long", async () => {
    await world.setFaults({
      operation: "*",
      error: "ThrottlingException",
      message: "Rate exceeded",
    });
    const impatient = new QuickSightClient({
      region: "us-east-1",
      endpoint: world.simulator.url,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      retryStrategy: pacedRetry({ patience: 300 }),
    });
    await assert.rejects(impatient.send(new ListGroupsCommand(address)), {
      name: "ThrottlingException",
      message: "Rate exceeded",
    });
    assert.ok((tries() ?? 0) > 1);
    impatient.destroy();
  });
});

describe("the turns of calls", () => {
  it("gives a call that was sent before its turn before all that were not", async () => {
    const pacer = new Pacer();
    let started = 0;
    const first = Array.from({ length: 60 }, () =>
      pacer.turn("reading", "first").then(() => (started += 1)),
    );
    await Promise.resolve();
    const startedBefore = started;
    const startedAtRetry = pacer.turn("reading", "again").then(() => started);
    assert.ok(startedBefore < 60, "all have started at once");
    assert.equal(await startedAtRetry, startedBefore);
    await Promise.all(first);
  });
});
