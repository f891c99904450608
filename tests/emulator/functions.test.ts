import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  type DescribeExecutionOutput,
} from "@aws-sdk/client-sfn";
import { build } from "esbuild";
import { zipOf } from "../../local/aws-plugin/archive.ts";
import { startLocalAws, type LocalAws } from "../../local/startLocalAws.ts";

const account = "111122223333";

describe("emulator: functions, state machines and schedules", function () {
  this.timeout(120_000);
  let aws: LocalAws;
  const clients: { destroy(): void }[] = [];
  const make = <C extends { destroy(): void }>(service: new (options: object) => C): C => {
    const client = new service({
      endpoint: aws.rootEnvironment.AWS_ENDPOINT_URL,
      region: aws.region,
      maxAttempts: 1,
      credentials: { accessKeyId: account, secretAccessKey: "test" },
      requestHandler: { httpsAgent: { ca: aws.certificate } },
    });
    clients.push(client);
    return client;
  };
  let iam: IAMClient;
  let lambda: LambdaClient;
  let sfn: SFNClient;
  before(async () => {
    aws = await startLocalAws();
    [iam, lambda, sfn] = [make(IAMClient), make(LambdaClient), make(SFNClient)];
    await roleOf("runs", "lambda", ["quicksight:ListNamespaces"]);
    await roleOf("steps", "states", ["lambda:InvokeFunction"]);
    await roleOf("powerless", "states", []);
    await makeFunction(
      "answer",
      `export const handler = async (event) => {
        if (event.fail) throw Object.assign(new Error("it is refused"), { name: "PlanRefused" });
        console.log("ran for " + (event.source ?? "somebody"));
        return event;
      };`,
    );
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await aws.close();
  });

  const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
  const roleOf = async (name: string, service: string, Action: string[]) => {
    const policyOf = (statement: object) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
    const trust = policyOf({
      Principal: { Service: `${service}.amazonaws.com` },
      Action: "sts:AssumeRole",
    });
    await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
    if (Action.length === 0) return;
    const PolicyDocument = policyOf({ Action, Resource: "*" });
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "own", PolicyDocument }));
  };
  const makeFunction = async (name: string, code: string, role = "runs") =>
    lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Role: roleArn(role),
        Timeout: 30,
        Code: { ZipFile: await zipOf({ assets: { "index.mjs": { text: code } } }) },
      }),
    );
  const invoke = async (name: string, event: object) => {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }),
    );
    const said = JSON.parse(Buffer.from(Payload ?? []).toString()) as Record<string, unknown>;
    return { failed: FunctionError !== undefined, said };
  };
  const machineOf = async (name: string, states: object, role = "steps") => {
    const definition = JSON.stringify({ StartAt: "Do", States: states });
    const { stateMachineArn } = await sfn.send(
      new CreateStateMachineCommand({ name, definition, roleArn: roleArn(role) }),
    );
    return stateMachineArn;
  };
  const execute = async (
    stateMachineArn: string | undefined,
    input: object,
  ): Promise<DescribeExecutionOutput> => {
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
    );
    for (;;) {
      const found = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (found.status !== "RUNNING") return found;
      await sleep(50);
    }
  };
  const task = (more: object = {}) => ({
    Do: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "answer", "Payload.$": "$" },
      OutputPath: "$.Payload",
      End: true,
      ...more,
    },
  });

  it("keeps the name of an error, for who calls the function and for who catches it", async () => {
    const { failed, said } = await invoke("answer", { fail: true });
    assert.ok(failed);
    assert.equal(said.errorType, "PlanRefused");
    assert.equal(said.errorMessage, "it is refused");
    const Catch = [{ ErrorEquals: ["PlanRefused"], Next: "Refused" }];
    const states = { ...task({ Catch }), Refused: { Type: "Pass", Result: "caught", End: true } };
    const { output } = await execute(await machineOf("catches", states), { fail: true });
    assert.equal(output, '"caught"');
  });

  it("runs functions that reach QuickSight with the rights of their role and no others", async () => {
    const source = `import { ListNamespacesCommand, ListGroupsCommand, QuickSightClient } from "@aws-sdk/client-quicksight";
      export const handler = async ({ groups }) => {
        const client = new QuickSightClient({ region: "us-east-1" });
        const of = { AwsAccountId: "${account}", Namespace: "default" };
        const { Namespaces, GroupList } = await client.send(groups ? new ListGroupsCommand(of) : new ListNamespacesCommand(of));
        return { names: (Namespaces ?? GroupList).map(({ Name }) => Name) };
      };`;
    const { outputFiles } = await build({
      stdin: { contents: source, resolveDir: import.meta.dirname },
      ...{ bundle: true, format: "esm", platform: "node", write: false },
      banner: {
        js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
      },
    });
    await makeFunction("lists", outputFiles[0]?.text ?? "");
    assert.deepEqual(await invoke("lists", {}), { failed: false, said: { names: ["default"] } });
    const { failed, said } = await invoke("lists", { groups: true });
    assert.ok(failed);
    assert.equal(said.errorType, "AccessDeniedException");
    assert.match(String(said.errorMessage), /assumed-role\/runs\/lists.*quicksight:ListGroups/);
  });

  it("refuses roles that do not trust the service which is to have them", async () => {
    await assert.rejects(makeFunction("stranger", "", "steps"), /cannot be assumed by Lambda/);
    await assert.rejects(machineOf("stranger", task(), "runs"), /authorized to assume/);
  });

  it("lets EventBridge run a function whose policy says so, and no other", async () => {
    const events = make(EventBridgeClient);
    const pattern = (name: string) => JSON.stringify({ source: [name] });
    const put = (Source: string) =>
      events.send(
        new PutEventsCommand({ Entries: [{ Source, DetailType: "upload", Detail: "{}" }] }),
      );
    const Arn = `arn:aws:lambda:${aws.region}:${account}:function:answer`;
    for (const name of ["closed", "open"]) {
      const { RuleArn } = await events.send(
        new PutRuleCommand({ Name: name, EventPattern: pattern(name) }),
      );
      await events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "f", Arn }] }));
      if (name === "closed") continue;
      await lambda.send(
        new AddPermissionCommand({
          FunctionName: "answer",
          StatementId: "events",
          Action: "lambda:InvokeFunction",
          Principal: "events.amazonaws.com",
          SourceArn: RuleArn,
        }),
      );
    }
    await put("closed");
    await put("open");
    const logs = make(CloudWatchLogsClient);
    const logGroupName = "/aws/lambda/answer";
    for (;;) {
      const { events: lines = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
      const ran = lines.flatMap(({ message = "" }) => /ran for (\w+)/.exec(message)?.[1] ?? []);
      if (!ran.includes("open")) {
        await sleep(100);
        continue;
      }
      assert.ok(!ran.includes("closed"));
      return;
    }
  });

  it("fails a task that the machine's role may not do", async () => {
    const { status, error, cause } = await execute(
      await machineOf("weak", task(), "powerless"),
      {},
    );
    assert.deepEqual([status, error], ["FAILED", "Lambda.AWSLambdaException"]);
    assert.match(cause ?? "", /lambda:InvokeFunction on resource: .*:function:answer/);
  });

  it("fails where a path leads to nothing, in parameters, results and choices", async () => {
    const parameters = task({ Parameters: { FunctionName: "answer", "Payload.$": "$.missing" } });
    const choice = {
      Do: {
        Type: "Choice",
        Choices: [{ Variable: "$.missing", StringEquals: "x", Next: "End" }],
        Default: "End",
      },
      End: { Type: "Succeed" },
    };
    for (const [name, states] of Object.entries({ parameters, choice })) {
      const { status, error } = await execute(await machineOf(name, states), { there: 1 });
      assert.deepEqual([status, error], ["FAILED", "States.Runtime"], name);
    }
  });

  it("tells who starts a running execution again of that one, and refuses another input or a second time", async () => {
    const states = {
      Do: { Type: "Wait", Seconds: 2, Next: "End" },
      End: { Type: "Succeed" },
    };
    const stateMachineArn = await machineOf("waits", states);
    const start = (input: object) =>
      sfn.send(
        new StartExecutionCommand({ stateMachineArn, name: "once", input: JSON.stringify(input) }),
      );
    const { executionArn } = await start({ a: 1 });
    assert.equal((await start({ a: 1 })).executionArn, executionArn);
    await assert.rejects(start({ a: 2 }), { name: "ExecutionAlreadyExists" });
  });

  it("refuses schedules that Scheduler refuses", async () => {
    await roleOf("ticks", "scheduler", ["lambda:InvokeFunction"]);
    const scheduler = make(SchedulerClient);
    const make1 = (ScheduleExpression: string, more: object = {}, role = "ticks") =>
      scheduler.send(
        new CreateScheduleCommand({
          Name: "x",
          ScheduleExpression,
          FlexibleTimeWindow: { Mode: "OFF" },
          Target: {
            Arn: `arn:aws:lambda:${aws.region}:${account}:function:answer`,
            RoleArn: roleArn(role),
          },
          ...more,
        }),
      );
    for (const expression of ["every hour", "rate(1 minutes)", "rate(2 hour)", "cron(0 * * * *)"]) {
      await assert.rejects(make1(expression), { name: "ValidationException" }, expression);
    }
    const zone = { ScheduleExpressionTimezone: "Europe/Nowhere" };
    await assert.rejects(make1("rate(1 hour)", zone), /time zone/);
    await assert.rejects(make1("rate(1 hour)", {}, "runs"), /assume the role/);
    await make1("cron(0 3 * * ? *)", { ScheduleExpressionTimezone: "Europe/Berlin" });
  });
});
