import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { stringify } from "yaml";
import type { PlanDocument } from "../../cli/planDocument.ts";
import { type LocalAws, startLocalAws } from "../../local/startLocalAws.ts";
import { groupsOn, shareDashboard } from "./dashboards.ts";
import { membership, qsgov, tenant } from "./qsgov.ts";

const Bucket = "oktank-governance";
const Key = "locks/default.json";

describe("qsgov, with the governance bucket and STS", function () {
  this.timeout(60_000);
  let aws: LocalAws;
  let s3: S3Client;
  let directory: string;
  before(async () => {
    aws = await startLocalAws();
    s3 = new S3Client({
      region: aws.region,
      endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "",
      forcePathStyle: true,
      credentials: { accessKeyId: aws.accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
    });
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      }),
    );
    directory = await mkdtemp(join(tmpdir(), "qsgov-"));
  });
  after(async () => {
    s3.destroy();
    await aws.close();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(() => {
    aws.simulator.reset();
  });
  const run = (args: string) =>
    qsgov(args.split(" "), { cwd: directory, environment: aws.rootEnvironment });
  const write = (settings: object) =>
    writeFile(join(directory, "tenant.yaml"), stringify({ ...tenant, ...settings }));
  const put = (key: string, Body: string) =>
    s3.send(new PutObjectCommand({ Bucket, Key: key, Body }));

  it("reads the membership file from S3, and asks STS for account and caller", async () => {
    await put("people.csv", membership);
    await write({ membership: { bucket: Bucket, key: "people.csv" } });
    const { code, stdout, stderr } = await run("plan --tenant tenant.yaml --json");
    assert.equal(code, 2, stderr);
    const { notices, operations } = JSON.parse(stdout) as PlanDocument;
    assert.deepEqual(notices, []);
    assert.match(operations[3]?.reason ?? "", /of s3:\/\/oktank-governance\/people\.csv$/);
  });

  it("names an object that is not there", async () => {
    await write({ membership: { bucket: Bucket, key: "nobody.csv" } });
    const { code, stderr } = await run("plan --tenant tenant.yaml");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^s3:\/\/oktank-governance\/nobody\.csv: the membership file cannot be read/m,
    );
  });

  it("applies under the lock, waits for another run that holds it, and lets the next one in", async () => {
    await writeFile(join(directory, "membership.csv"), membership);
    await write({ governanceBucket: Bucket });
    const now = new Date();
    const leaseMs = 3000;
    const expires = new Date(now.getTime() + leaseMs);
    const other = { id: "1", owner: "pulumi up by eve", leaseMs, since: now, expires };
    await put(Key, JSON.stringify({ ...other, revision: 0, ledger: {} }));
    const { code, stdout, stderr } = await run("apply --tenant tenant.yaml");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^waiting for pulumi up by eve, who has held the lock since /m);
    assert.doesNotMatch(stdout, /no lock/);
    const gone = s3.send(new GetObjectCommand({ Bucket, Key }));
    await assert.rejects(gone, { name: "NoSuchKey" });
  });

  it("governs access under the lock as well, and remembers what it took there", async () => {
    await writeFile(join(directory, "membership.csv"), membership);
    const access = [{ group: "critical", dashboards: ["sales"] }];
    await write({ governanceBucket: Bucket });
    assert.equal((await run("apply --tenant tenant.yaml")).code, 0);
    await shareDashboard(aws.simulator, { id: "sales" });
    for (const id of ["a", "b"]) await shareDashboard(aws.simulator, { id }, "critical");
    await write({ governanceBucket: Bucket, access });
    const command = "apply --tenant tenant.yaml --only access --json";
    const refused = await run(command);
    assert.equal(refused.code, 3, refused.stderr);
    const { hash } = JSON.parse(refused.stdout) as PlanDocument;
    const { code, stdout, stderr } = await run(`${command} --approve ${hash}`);
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(await groupsOn(aws.simulator, "sales"), ["critical"]);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const { ledger } = JSON.parse((await Body?.transformToString()) ?? "{}") as {
      readonly ledger: {
        readonly spent: readonly { readonly rule: string; readonly count: number }[];
        readonly used: readonly { readonly hash: string }[];
      };
    };
    assert.deepEqual(
      ledger.spent.map(({ rule, count }) => [rule, count]),
      [
        ["grants-revoked grants", 2],
        ["grants-came grants", 1],
      ],
    );
    assert.deepEqual(
      ledger.used.map((approval) => approval.hash),
      [hash],
    );
  });

  it("says that the bucket is not there before it asks QuickSight about people", async () => {
    await write({ governanceBucket: "oktank-nowhere" });
    const { code, stdout, stderr } = await run("apply --tenant tenant.yaml");
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /^qsgov: .*oktank-nowhere.*\n$/);
    const { DescribeAccountSubscription: _, ...others } = aws.simulator.calls();
    assert.deepEqual(others, {});
  });
});
