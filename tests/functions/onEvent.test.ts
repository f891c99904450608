import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { type LocalAws, startLocalAws } from "../../local/startLocalAws.ts";

const program = fileURLToPath(new URL("event.ts", import.meta.url));

describe("the function of events", function () {
  this.timeout(120_000);
  let aws: LocalAws;
  let scheduler: SchedulerClient;
  const clients: { destroy(): void }[] = [];
  const make = <C extends { destroy(): void }>(service: new (options: object) => C): C => {
    const client = new service({
      ...{ endpoint: aws.rootEnvironment.AWS_ENDPOINT_URL, region: aws.region },
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
    for (const namespace of ["default", "sales"]) {
      const Name = `/quicksight-governance/tenants/${namespace}/settings`;
      await ssm.send(new PutParameterCommand({ Name, Type: "String", Value: "version-1" }));
    }
    const trust = { Effect: "Allow", Principal: { Service: "scheduler.amazonaws.com" } };
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ ...trust, Action: "sts:AssumeRole" }],
    });
    await make(IAMClient).send(
      new CreateRoleCommand({ RoleName: "soon", AssumeRolePolicyDocument }),
    );
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await aws.close();
  });

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
  const upload = (namespace: string) => ({
    ...{ source: "aws.s3", "detail-type": "Object Created" },
    detail: { object: { key: `membership/${namespace}.csv` } },
  });

  it("makes one run of events that come at once, and one for each tenant", async () => {
    const runs = await Promise.all([
      tell(upload("sales")),
      tell(upload("sales")),
      tell(upload("default")),
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
    assert.equal(found.Target?.Input, '{"namespaces":["default"]}');
    assert.match(found.Target.DeadLetterConfig?.Arn ?? "", /:letters$/);
  });

  it("does nothing about a namespace that no stack governs", async () => {
    assert.deepEqual(await tell(upload("unknown")), []);
  });
});
