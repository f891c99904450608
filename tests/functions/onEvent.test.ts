import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { functionBundle } from "../../components/functionBundle.ts";
import { arrivalPattern, uploadPattern } from "../../core/hourly/governanceEvent.ts";
import { zipOf } from "../../local/aws-plugin/archive.ts";
import { type LocalAws, startLocalAws } from "../../local/startLocalAws.ts";
import { startTrail } from "../support/startTrail.ts";

const program = fileURLToPath(new URL("event.ts", import.meta.url));

describe("the function of events", function () {
  this.timeout(120_000);
  let aws: LocalAws;
  let scheduler: SchedulerClient;
  const clients: { destroy(): void }[] = [];
  const make = <C extends { destroy(): void }>(
    service: new (options: object) => C,
    more: object = {},
  ): C => {
    const client = new service({
      ...{ endpoint: aws.rootEnvironment.AWS_ENDPOINT_URL, region: aws.region },
      ...{ forcePathStyle: true, ...more },
      credentials: { accessKeyId: aws.accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: { ca: aws.certificate } },
    });
    clients.push(client);
    return client;
  };
  before(async () => {
    aws = await startLocalAws();
    scheduler = make(SchedulerClient);
    const ssm = make(SSMClient);
    for (const namespace of ["default", "sales", "third", "uploaded"]) {
      const Name = `/quicksight-governance/tenants/${namespace}/settings`;
      await ssm.send(new PutParameterCommand({ Name, Type: "String", Value: "version-1" }));
    }
    await roleOf("soon", "scheduler", {});
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await aws.close();
  });

  /** A role for a service that may do these actions, each on its resource. */
  const roleOf = async (RoleName: string, service: string, rights: Record<string, string>) => {
    const iam = make(IAMClient);
    const documentOf = (Statement: object[]) =>
      JSON.stringify({ Version: "2012-10-17", Statement });
    const Principal = { Service: `${service}.amazonaws.com` };
    const AssumeRolePolicyDocument = documentOf([
      { Effect: "Allow", Principal, Action: "sts:AssumeRole" },
    ]);
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const statements = Object.entries(rights).map(([Action, Resource]) => ({
      ...{ Effect: "Allow", Action, Resource },
    }));
    if (statements.length === 0) return;
    const PolicyDocument = documentOf(statements);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
  };
  /** The code of the functions, as the stack makes it. */
  const bundle = async () => {
    const assets = (await functionBundle()).assets as Promise<
      Record<string, { text: Promise<string> }>
    >;
    const index = (await assets)["index.mjs"];
    return { assets: { "index.mjs": { text: (await index?.text) ?? "" } } };
  };
  const tell = async (event: object): Promise<string[]> => {
    const { stderr } = await promisify(execFile)(
      process.execPath,
      [program, JSON.stringify(event)],
      {
        env: {
          ...process.env,
          ...aws.rootEnvironment,
          MACHINE_ARN: `arn:aws:states:${aws.region}:${aws.accountId}:stateMachine:hourly`,
          SOON_ROLE_ARN: `arn:aws:iam::${aws.accountId}:role/soon`,
          QUEUE_ARN: `arn:aws:sqs:${aws.region}:${aws.accountId}:letters`,
        },
      },
    );
    return JSON.parse(stderr) as string[];
  };
  const target = () => ({
    MACHINE_ARN: `arn:aws:states:${aws.region}:${aws.accountId}:stateMachine:hourly`,
    SOON_ROLE_ARN: `arn:aws:iam::${aws.accountId}:role/soon`,
    QUEUE_ARN: `arn:aws:sqs:${aws.region}:${aws.accountId}:letters`,
  });
  /** The schedules of runs that wait to begin. */
  const waitingFor = async (namespace: string) => {
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
    return Schedules.filter(({ Name }) => Name?.startsWith(`qs-gc-soon-${namespace}-`));
  };
  const untilWaiting = async (namespace: string) => {
    const end = Date.now() + 30_000;
    while ((await waitingFor(namespace)).length === 0) {
      assert.ok(Date.now() < end, `no run of ${namespace} waits`);
      await sleep(200);
    }
  };
  const upload = (namespace: string) => ({
    ...{ source: "aws.s3", "detail-type": "Object Created" },
    detail: { object: { key: `membership/${namespace}.csv` } },
  });

  it("makes one run of events that come at once, and one for each tenant", async () => {
    const runs = await Promise.all([
      tell(upload("sales")),
      tell(upload("sales")),
      tell(upload("third")),
    ]);
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
    const names = Schedules.map(({ Name }) => Name);
    assert.deepEqual(names.toSorted(), [...new Set(runs.flat())].toSorted());
    const ofSales = new Set([...runs[0], ...runs[1]]);
    // Two only where the minute passed in between.
    assert.ok(ofSales.size === 1 || ofSales.size === 2, [...ofSales].join());
    const [Name = ""] = runs[2];
    const found = await scheduler.send(new GetScheduleCommand({ Name }));
    assert.equal(found.ActionAfterCompletion, "DELETE");
    assert.equal(found.Target?.Input, '{"namespaces":["third"]}');
    assert.match(found.Target.DeadLetterConfig?.Arn ?? "", /:letters$/);
  });

  it("is called by the rules, with the rights of its role: for an upload, and for who registers themselves in another Region", async () => {
    const { accountId, region, identityRegion, simulator } = aws;
    await roleOf("on-event", "lambda", {
      "ssm:GetParametersByPath": `arn:aws:ssm:${region}:${accountId}:parameter/quicksight-governance/*`,
      "scheduler:CreateSchedule": `arn:aws:scheduler:${region}:${accountId}:schedule/default/qs-gc-soon-*`,
      "iam:PassRole": `arn:aws:iam::${accountId}:role/soon`,
    });
    const bus = `arn:aws:events:${region}:${accountId}:event-bus/default`;
    await roleOf("hand-on", "events", { "events:PutEvents": bus });
    const lambda = make(LambdaClient);
    const { FunctionArn = "" } = await lambda.send(
      new CreateFunctionCommand({
        ...{ FunctionName: "on-event", Runtime: "nodejs24.x", Handler: "index.onEvent" },
        ...{ Role: `arn:aws:iam::${accountId}:role/on-event`, Timeout: 60 },
        Code: { ZipFile: await zipOf(await bundle()) },
        Environment: { Variables: target() },
      }),
    );
    const rule = async (Name: string, pattern: object, Arn: string, more: object = {}) => {
      const events = make(EventBridgeClient, more);
      const EventPattern = JSON.stringify(pattern);
      const { RuleArn } = await events.send(new PutRuleCommand({ Name, EventPattern }));
      const RoleArn = `arn:aws:iam::${accountId}:role/hand-on`;
      const Targets = [{ Id: "target", Arn, ...(Arn === bus ? { RoleArn } : {}) }];
      await events.send(new PutTargetsCommand({ Rule: Name, Targets }));
      if (Arn === bus) return;
      const permission = { Action: "lambda:InvokeFunction", Principal: "events.amazonaws.com" };
      await lambda.send(
        new AddPermissionCommand({
          ...{ FunctionName: "on-event", StatementId: Name, SourceArn: RuleArn, ...permission },
        }),
      );
    };
    await rule("uploads", uploadPattern("governance"), FunctionArn);
    await rule("arrivals", arrivalPattern, FunctionArn);
    await rule("arrivals-of-people", arrivalPattern, bus, { region: identityRegion });
    const s3 = make(S3Client);
    const Bucket = "governance";
    await s3.send(new CreateBucketCommand({ Bucket }));
    const NotificationConfiguration = { EventBridgeConfiguration: {} };
    await s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }),
    );
    await startTrail(
      make(CloudTrailClient, { region: identityRegion }),
      make(S3Client, { region: identityRegion }),
    );

    await s3.send(new PutObjectCommand({ Bucket, Key: "membership/uploaded.csv", Body: "x" }));
    await untilWaiting("uploaded");
    assert.deepEqual(await waitingFor("arrived"), []);
    const before = (await waitingFor("default")).length;
    const body = JSON.stringify({ Role: "quicksight-fed-users", Session: "ana@example.com" });
    await fetch(`${simulator.url}/_sim/sign-in`, { method: "POST", body });
    assert.equal(before, 0);
    await untilWaiting("default");
  });

  it("does nothing about a namespace that no stack governs", async () => {
    assert.deepEqual(await tell(upload("unknown")), []);
  });
});
