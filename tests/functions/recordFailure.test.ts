import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { Agent } from "node:https";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { FailureRequest } from "../../functions/recordFailure.ts";
import { type LocalAws, startLocalAws } from "../../local/startLocalAws.ts";

const script = fileURLToPath(new URL("invoke.ts", import.meta.url));
const Bucket = "governance";

describe("the function that records why a tenant was given up", function () {
  this.timeout(120_000);
  let aws: LocalAws;
  let s3: S3Client;
  before(async () => {
    aws = await startLocalAws();
    const emulated = {
      ...{ region: aws.region, endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "" },
      credentials: { accessKeyId: aws.accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
    };
    s3 = new S3Client({ ...emulated, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket }));
    const ssm = new SSMClient(emulated);
    for (const [topic, Value] of Object.entries({
      bucket: Bucket,
      "federation-role": "quicksight-fed-users",
      "identity-region": aws.identityRegion,
      namespaces: '["default"]',
    })) {
      const Name = `/quicksight-governance/account/${topic}`;
      await ssm.send(new PutParameterCommand({ Name, Value, Type: "String" }));
    }
    ssm.destroy();
  });
  after(async () => {
    s3.destroy();
    await aws.close();
  });

  /** What it logs as metrics, an object for each line that has some. */
  const metricsOf = async (run: string, last: FailureRequest["last"]) => {
    const event = JSON.stringify({ run, namespace: "default", last });
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, event, "900000", "recordFailure"],
      { env: { ...process.env, ...aws.rootEnvironment } },
    );
    return stdout
      .split("\n")
      .filter((line) => line.includes('"_aws"'))
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  };
  const recordsOf = async (run: string) => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    const keys = Contents.flatMap(({ Key = "" }) => (Key.includes(run) ? [Key] : []));
    return Promise.all(
      keys.map(async (Key) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        return (await Body?.transformToString()) ?? "";
      }),
    );
  };
  const thrown = (errorType: string, errorMessage: string): FailureRequest["last"] => ({
    ...{ subject: "people", outcome: "failed", error: errorType },
    message: JSON.stringify({ errorType, errorMessage }),
  });

  it("counts a run that threw as failed, and keeps what it threw in a record", async () => {
    const last = thrown("FileMistakes", "line 3: no group");
    const [metrics, ...more] = await metricsOf("thrown", last);
    assert.deepEqual(more, []);
    assert.partialDeepStrictEqual(metrics, { FailedRuns: 1, Errors: 1, RefusedRuns: 0 });
    const records = await recordsOf("thrown");
    assert.equal(records.length, 2);
    assert.ok(records.every((record) => record.includes("line 3: no group")));
  });

  it("counts no failure of a tenant that another run is at work on", async () => {
    assert.deepEqual(await metricsOf("busy", thrown("LockBusy", "held by ana")), []);
  });

  it("counts what the run counted itself no second time", async () => {
    const last = { subject: "people", outcome: "refused", error: "PlanRefused", message: "no" };
    assert.deepEqual(await metricsOf("refused", last as FailureRequest["last"]), []);
  });
});
