import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UpdateKeyRegistrationCommand, type QuickSightClient } from "@aws-sdk/client-quicksight";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type LocalAws, startLocalAws } from "../../local/startLocalAws.ts";
import { dataSetArn, event } from "../core/keys/audit/events.ts";
import { packTrail, trailPath } from "../core/keys/audit/trailFolder.ts";
import { createDataSet, createDataSource } from "../simulator/support/assets.ts";
import { openClient } from "./dashboards.ts";
import { qsgov } from "./qsgov.ts";

const Bucket = "oktank-trail";

describe("qsgov keys, with a trail in S3", function () {
  this.timeout(120_000);
  let aws: LocalAws;
  let s3: S3Client;
  let kms: KMSClient;
  let quicksight: QuickSightClient;
  let key: string;
  let directory: string;
  before(async () => {
    aws = await startLocalAws();
    const configuration = {
      region: aws.region,
      endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "",
      credentials: { accessKeyId: aws.accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
    };
    s3 = new S3Client({ ...configuration, forcePathStyle: true });
    kms = new KMSClient(configuration);
    quicksight = openClient(aws.simulator, aws.region);
    directory = await mkdtemp(join(tmpdir(), "qsgov-"));
    const LocationConstraint = "eu-west-1";
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }),
    );
    key = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
    const KeyRegistration = [{ KeyArn: key, DefaultKey: true }];
    const AwsAccountId = aws.accountId;
    await quicksight.send(new UpdateKeyRegistrationCommand({ AwsAccountId, KeyRegistration }));
    await createDataSource(quicksight, "db");
    await createDataSet(quicksight, "orders");
  });
  after(async () => {
    for (const client of [s3, kms, quicksight]) client.destroy();
    await aws.close();
    await rm(directory, { recursive: true, force: true });
  });
  const put = (Key: string, Body: string | Uint8Array) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const run = (args: string, environment = aws.rootEnvironment) =>
    qsgov(["keys", ...args.split(" ")], { cwd: directory, environment });
  const used = (at: string) =>
    event({ name: "CreateGrant", dataSet: dataSetArn("orders"), key, at });

  it("reads an organization's trail with other accounts and Regions, in threads when it has many files", async () => {
    const organization = "o-a1b2c3d4e5";
    for (let number = 0; number < 90; number += 1) {
      const minute = String(number % 60).padStart(2, "0");
      const records = [used(`${number < 60 ? "09" : "10"}:${minute}:00`)];
      await put(`org/${trailPath({ organization, number })}`, packTrail(records));
    }
    await put(`org/${trailPath({ organization, number: 90 })}`, "no gzip");
    const other = [used("23:00:00")];
    await put(`org/${trailPath({ organization, account: "999988887777" })}`, packTrail(other));
    await put(`org/${trailPath({ organization, region: "us-east-1" })}`, packTrail(other));
    const { code, stdout, stderr } = await run(`--trail s3://${Bucket}/org --json`);
    assert.equal(code, 0, stderr);
    const document = JSON.parse(stdout) as Record<"read" | "skipped" | "dataSets", object>;
    assert.partialDeepStrictEqual(document.dataSets, [
      {
        id: "orders",
        state: "current",
        inSpice: false,
        keyArn: key,
        since: "2026-03-01T10:29:00Z",
      },
    ]);
    assert.partialDeepStrictEqual(document.read, {
      ...{ files: 90, events: 90, told: 90 },
      ...{ otherAccounts: ["999988887777"], otherRegions: ["us-east-1"] },
    });
    assert.deepEqual(document.skipped, {
      ...{ fileNotGzip: 1, fileOtherAccount: 1, fileOtherRegion: 1 },
    });
  });

  it("names the files that it may not read, and reads the others", async () => {
    const [open, closed] = [`part/${trailPath()}`, `part/${trailPath({ number: 1 })}`];
    await put(open, packTrail([used("09:00:00")]));
    await put(closed, packTrail([used("10:00:00")]));
    const all = ["quicksight:*", "sts:*", "s3:ListBucket", "s3:GetObject"];
    const Resource = `arn:aws:s3:::${Bucket}/${closed}`;
    const Statement = [
      { Effect: "Allow", Action: all, Resource: "*" },
      { Effect: "Deny", Action: "s3:GetObject", Resource },
    ];
    const reader = await aws.createDeployer({ read: { Version: "2012-10-17", Statement } }, "part");
    const { stdout, stderr } = await run(`--trail s3://${Bucket}/part --json`, reader);
    const document = JSON.parse(stdout) as Record<"skipped" | "dataSets", object>;
    assert.deepEqual(document.skipped, { fileDenied: 1 }, stderr);
    assert.partialDeepStrictEqual(document.dataSets, [{ since: "2026-03-01T09:00:00Z" }]);
  });

  it("says which rights are missing, and which bucket is not there", async () => {
    const allow = (Action: string[]) => ({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action, Resource: "*" }],
    });
    const reader = await aws.createDeployer(
      { read: allow(["quicksight:*", "sts:*", "s3:ListBucket"]) },
      "reader",
    );
    const denied = await run(`--trail s3://${Bucket}/org`, reader);
    assert.equal(denied.code, 1);
    assert.match(
      denied.stderr,
      /^qsgov keys: AccessDenied.*; allow s3:ListBucket on oktank-trail, s3:GetObject on its objects/,
    );
    const missing = await run("--trail s3://oktank-nowhere");
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /^qsgov: there is no bucket oktank-nowhere; correct its name$/m);
  });
});
