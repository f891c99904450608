import assert from "node:assert/strict";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import {
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { ListQueuesCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout as sleep } from "node:timers/promises";
import { startFixture, type Fixture } from "./startFixture.ts";

describe("local aws plugin: functions and what starts them under the real engine", function () {
  this.timeout(240_000);

  let fixture: Fixture;
  let outputs: Record<string, string>;
  let lambda: LambdaClient;

  before(async () => {
    fixture = await startFixture("fixture-functions", { description: "first" }, {});
    lambda = fixture.client(LambdaClient);
    await up();
    outputs = await fixture.outputs();
  });

  after(() => fixture.close());

  const up = () => fixture.workspace.run(["up", "--yes", "--skip-preview"]);

  it("changes nothing when the program did not change, and sees no drift where there is none", async () => {
    assert.deepEqual(await fixture.pending(), []);
    await fixture.workspace.run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.deepEqual(await fixture.pending(), []);
  });

  it("gives names and ARNs as the released provider does", () => {
    assert.equal(
      outputs.functionArn,
      `arn:aws:lambda:eu-west-1:${fixture.accountId}:function:fixture-answer`,
    );
    assert.match(outputs.plainName ?? "", /^plain-[0-9a-f]{7}$/);
    assert.equal(
      outputs.machineArn,
      `arn:aws:states:eu-west-1:${fixture.accountId}:stateMachine:fixture-hourly`,
    );
  });

  it("makes a function that runs, by itself and in the state machine", async () => {
    const { Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: outputs.functionName, Payload: JSON.stringify({ a: 1 }) }),
    );
    assert.deepEqual(JSON.parse(Buffer.from(Payload ?? []).toString()), {
      said: "first",
      event: { a: 1 },
    });
    assert.deepEqual(await executed({ b: 2 }), { said: "first", event: { b: 2 } });
  });

  it("sends what the program says of it", async () => {
    const { Configuration, Concurrency, Tags } = await lambda.send(
      new GetFunctionCommand({ FunctionName: outputs.functionName }),
    );
    assert.equal(Configuration?.MemorySize, 256);
    assert.equal(Configuration.TracingConfig?.Mode, "Active");
    assert.equal(Configuration.LoggingConfig?.LogFormat, "JSON");
    assert.match(Configuration.DeadLetterConfig?.TargetArn ?? "", /:letters-[0-9a-f]{7}$/);
    assert.equal(Concurrency?.ReservedConcurrentExecutions, 5);
    assert.deepEqual(Tags, { stage: "first" });
  });

  it("sees what others changed, and puts it right", async () => {
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: "fixture-answer", Timeout: 60 }),
    );
    await fixture.client(CloudWatchLogsClient).send(
      new PutRetentionPolicyCommand({
        logGroupName: "/aws/lambda/fixture-answer",
        retentionInDays: 7,
      }),
    );
    await fixture.client(SQSClient).send(
      new SetQueueAttributesCommand({
        QueueUrl: outputs.queueUrl,
        Attributes: { MessageRetentionPeriod: "60" },
      }),
    );
    await fixture.workspace.run(["refresh", "--yes", "--skip-preview"]);
    assert.deepEqual(await fixture.pending(), [
      "update Function answer",
      "update LogGroup answer",
      "update Queue letters",
    ]);
    await up();
    assert.deepEqual(await fixture.pending(), []);
  });

  it("updates in place", async () => {
    await fixture.workspace.run(["config", "set", "description", "second"]);
    assert.deepEqual(await fixture.pending(), [
      "update Dashboard governance",
      "update Function answer",
      "update LogGroup answer",
      "update MetricAlarm silent",
      "update Queue letters",
      "update Schedule hourly",
      "update ScheduleGroup governance",
      "update StateMachine hourly",
    ]);
    await up();
    assert.deepEqual(await executed({}), { said: "second", event: {} });
    const { Concurrency } = await lambda.send(
      new GetFunctionCommand({ FunctionName: outputs.functionName }),
    );
    assert.equal(Concurrency?.ReservedConcurrentExecutions, undefined);
    assert.deepEqual(await fixture.pending(), []);
  });

  it("leaves nothing behind after destroy", async () => {
    await fixture.workspace.run(["destroy", "--yes", "--skip-preview"]);
    const { Functions } = await lambda.send(new ListFunctionsCommand({}));
    const { stateMachines } = await fixture
      .client(SFNClient)
      .send(new ListStateMachinesCommand({}));
    const { Schedules } = await fixture.client(SchedulerClient).send(new ListSchedulesCommand({}));
    const { QueueUrls = [] } = await fixture.client(SQSClient).send(new ListQueuesCommand({}));
    const { logGroups } = await fixture
      .client(CloudWatchLogsClient)
      .send(new DescribeLogGroupsCommand({}));
    assert.deepEqual(
      [Functions, stateMachines, Schedules, QueueUrls, logGroups],
      [[], [], [], [], []],
    );
  });

  async function executed(input: object): Promise<unknown> {
    const sfn = fixture.client(SFNClient);
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: outputs.machineArn,
        input: JSON.stringify(input),
      }),
    );
    for (;;) {
      const found = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (found.status === "SUCCEEDED") return JSON.parse(found.output ?? "null");
      if (found.status !== "RUNNING") throw new Error(`${found.error}: ${found.cause}`);
      await sleep(50);
    }
  }
});
