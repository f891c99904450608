import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { hourlyPrefix } from "../../components/hourlyGovernance.ts";
import { createQuickSight } from "../../core/aws/createQuickSight.ts";
import { listUsers } from "../../core/people/listUsers.ts";
import { hourlySettings } from "../../core/settings/hourlySettings.ts";
import { stackPermissions } from "../../local/demo/stackPermissions.ts";
import { readStackSettings } from "../../local/demo/stackFiles.ts";
import { accountPermissions } from "../../stacks/accountPermissions.ts";
import { toPolicyDocument } from "../../stacks/toPolicyDocument.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

const hourly = { concurrency: 2, seconds: 120, memory: 512 };
const key = "membership/people.csv";

describe("the hourly governance, on the real engine", function () {
  this.timeout(900_000);
  let sample: Sample;
  let membership = "";
  const clients: { destroy(): void }[] = [];
  const make = <C extends { destroy(): void }>(service: new (options: object) => C): C => {
    const client = new service({ ...sample.emulated(), forcePathStyle: true });
    clients.push(client);
    return client;
  };
  const bucketName = () => `quicksight-governance-${sample.aws.accountId}-${sample.aws.region}`;
  const upload = async (text: string) => {
    const place = { Bucket: bucketName(), Key: key };
    await make(S3Client).send(new PutObjectCommand({ ...place, Body: Buffer.from(text) }));
  };
  const up = async (stack: string) => {
    const { code, stdout, stderr } = await sample.up(stack);
    assert.equal(code, 0, stdout + stderr);
  };

  before(async () => {
    sample = await startSample();
    membership = await readFile("data/membership.csv", "utf8");
    const { accountId, region, identityRegion } = sample.aws;
    const facts = { accountId, region, identityRegion, partition: "aws" };
    const dev = readStackSettings("dev");
    assert.ok(dev.kind === "account");
    const settings = { ...dev.account, hourly: hourlySettings.parse(hourly) };
    // The sample is not governed every hour: what that needs comes beside its rights.
    const known = new Set(stackPermissions("dev", facts).map((one) => JSON.stringify(one)));
    const rights = accountPermissions(settings, facts).filter(
      (one) => !known.has(JSON.stringify(one)),
    );
    await sample.addRights("hourly", toPolicyDocument(rights));
    await sample.withSettings(
      "dev",
      (given) => {
        given.hourly = hourly;
      },
      async () => {
        await up("dev");
        const args = ["preview", "--diff", "--expect-no-changes", "--stack", "dev"];
        const { code, stdout, stderr } = await sample.workspace.run(args, { allowFailure: true });
        assert.equal(code, 0, stdout + stderr);
      },
    );
    await upload(membership);
    for (const stack of ["dev-default", "dev-3rd-party"]) {
      await inBucket(stack, () => up(stack));
    }
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await closeSamples();
  });

  /** Runs with the tenant's membership file in the bucket. */
  const inBucket = (stack: string, run: () => Promise<void>) =>
    sample.withSettings(
      stack,
      (settings) => {
        Object.assign(settings, { membership: { bucket: bucketName(), key } });
      },
      run,
    );

  const execute = async (input: object) => {
    const { accountId, region } = sample.aws;
    const sfn = make(SFNClient);
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: `arn:aws:states:${region}:${accountId}:stateMachine:${hourlyPrefix}`,
        input: JSON.stringify(input),
      }),
    );
    for (;;) {
      const found = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (found.status !== "RUNNING") return found;
      await sleep(500);
    }
  };

  const peopleOf = async (namespace: string) => {
    const client = createQuickSight({
      region: sample.aws.identityRegion,
      endpoint: sample.aws.simulator.url,
      credentials: { accessKeyId: sample.aws.accountId, secretAccessKey: "test" },
    });
    try {
      const users = await listUsers(client, { accountId: sample.aws.accountId, namespace });
      return users.map(({ UserName = "" }) => UserName.split("/").at(-1) ?? "");
    } finally {
      client.destroy();
    }
  };

  const keysBelow = async (Prefix: string) => {
    const s3 = make(S3Client);
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucketName(), Prefix }),
    );
    return Contents.map(({ Key = "" }) => Key);
  };

  it("applies a membership file that somebody uploads, reports, and leaves the next preview empty", async () => {
    await upload(`${membership.trimEnd()}\ndefault,Critical,NinaNew,NinaNew@oktank.com\n`);
    const { status, error, cause } = await execute({});
    assert.equal(status, "SUCCEEDED", `${error ?? ""}: ${cause ?? ""}`);
    assert.ok((await peopleOf("default")).includes("NinaNew@oktank.com"));
    const reports = await keysBelow("monitoring/quicksight/");
    for (const name of [
      "group_membership/",
      "object_access/",
      "runs/",
      "snapshot/",
      "index.html",
    ]) {
      assert.ok(
        reports.some((one) => one.startsWith(`monitoring/quicksight/${name}`)),
        name,
      );
    }
    await inBucket("dev-default", async () => {
      const args = ["preview", "--diff", "--expect-no-changes", "--stack", "dev-default"];
      const { code, stdout, stderr } = await sample.workspace.run(args, { allowFailure: true });
      assert.equal(code, 0, stdout + stderr);
    });
  });

  it("names a tenant whose rows are wrong, and does the others", async () => {
    const wrong =
      "default,Critical,Bo,not-an-email\n3rd-party,3rd-party,PiaNew,PiaNew@partner.com\n";
    await upload(`${membership.trimEnd()}\n${wrong}`);
    const { status, error, cause = "" } = await execute({});
    assert.deepEqual([status, error], ["FAILED", "TenantsFailed"], cause);
    assert.match(
      cause,
      /^default: people failed \(FileMistakes\): the membership file has 1 mistake/,
    );
    assert.doesNotMatch(cause, /3rd-party:/);
    assert.ok((await peopleOf("3rd-party")).includes("PiaNew@partner.com"));
  });

  it("asks with a hash where the guard refuses, and takes it with the next execution", async () => {
    const gone = membership
      .split("\n")
      .filter((line) => !line.startsWith("default,"))
      .join("\n");
    await upload(`${gone.trimEnd()}\ndefault,bi-admin,JohnKing,JohnKing@oktank.com\n`);
    const before = await peopleOf("default");
    const { status, cause = "" } = await execute({ namespaces: ["default"] });
    assert.equal(status, "FAILED");
    assert.match(cause, /^default: people refused \(PlanRefused\): the guard refuses this plan/);
    assert.deepEqual(await peopleOf("default"), before);
  });
});
