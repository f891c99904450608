import assert from "node:assert/strict";
import fc from "fast-check";
import { bucketAccessLogged as policy } from "../../../policies/account/bucketAccessLogged.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const bucket = (name = "data", props: object = {}): GivenResource => ({
  type: "aws:s3/bucket:Bucket",
  name,
  props: { bucket: `${name}-1`, ...props },
});
const logging = (bucket: unknown, targetBucket: unknown): GivenResource => ({
  type: "aws:s3/bucketLogging:BucketLogging",
  name: "logging",
  props: { bucket, targetBucket },
});
const judge = (resources: GivenResource[]) => judgeAll(policy, resources);
const missing = (name = "data") =>
  `${name}: nobody can tell who read or wrote the bucket (got no BucketLogging); add a BucketLogging with another bucket as targetBucket`;

describe("policy bucket-access-logged", () => {
  itDescribesItself(policy, {
    name: "bucket-access-logged",
    description: /logs each access/,
    defaults: { exempt: [] },
  });
  itTakesExemptions(policy, [bucket()]);

  it("passes a bucket that logs to another, and that other", async () => {
    const logs = bucket("logs");
    assert.deepEqual(await judge([bucket(), logs, logging("data-1", "logs-1")]), []);
    const own = bucket("data", { logging: { targetBucket: "logs-1" } });
    assert.deepEqual(await judge([own, logs]), []);
    const native = {
      type: "aws-native:s3:Bucket",
      name: "data",
      props: { bucketName: "data-1", loggingConfiguration: { destinationBucketName: "logs-1" } },
    };
    assert.deepEqual(await judge([native, logs]), []);
  });

  it("refuses a bucket without a log, or with that of another", async () => {
    assert.deepEqual(await judge([bucket()]), [missing()]);
    assert.deepEqual(await judge([bucket(), logging("other", "logs-1")]), [missing()]);
  });

  it("refuses a bucket that logs into itself", async () => {
    assert.deepEqual(await judge([bucket(), logging("data-1", "data-1")]), [
      "data: the bucket logs into itself, and so each log is logged again (got itself as targetBucket); log to another bucket",
    ]);
  });

  it("bears what is not known yet", async () => {
    const data = bucket("data", { bucket: unknownText });
    const logs = bucket("logs", { bucket: unknownText });
    const followed = { bucket: ["data"], targetBucket: ["logs"] };
    const made = logging(unknownText, unknownText);
    assert.deepEqual(await judge([data, logs, { ...made, from: followed }]), []);
    assert.deepEqual(await judge([data, logs, made]), []);
    const other = { ...made, from: { bucket: ["logs"], targetBucket: ["logs"] } };
    assert.ok((await judge([data, logs, other])).includes(missing()));
  });

  it("refuses a bucket without a log however it is written, whatever others log", async () => {
    const props = { bucket: "data-1" };
    const native = { type: "AWS::S3::Bucket", properties: { BucketName: props.bucket } };
    const tokens = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
    const given = wrapped({ name: "data", tokens, props, native });
    const others = fc.array(fc.tuple(fc.constantFrom("other", "data", "data-10"), fc.string()));
    await fc.assert(
      fc.asyncProperty(given, others, async (one, logs) => {
        const made = logs.map(([of, target], index) => ({
          ...logging(of, target),
          name: `logging${index}`,
        }));
        const found = await judge([one, ...made]);
        assert.ok(found.some((message) => /nobody can tell who read or wrote/.test(message)));
      }),
    );
  });
});
