import assert from "node:assert/strict";
import fc from "fast-check";
import { bucketEncryptedByKey as policy } from "../../../policies/account/bucketEncryptedByKey.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const bucket = (props: object = {}): GivenResource => ({
  type: "aws:s3/bucket:Bucket",
  name: "data",
  props: { bucket: "data-1", ...props },
});
const encryption = (sseAlgorithm: unknown, props: object = {}): GivenResource => ({
  type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  name: "encryption",
  props: {
    bucket: "data-1",
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
    ...props,
  },
});
const judge = (resources: GivenResource[], config?: object) => judgeAll(policy, resources, config);
const weak = (got: string) =>
  `data: the bucket does not encrypt with a key of KMS (got ${got}); add a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms or aws:kms:dsse`;

describe("policy bucket-encrypted-by-key", () => {
  itDescribesItself(policy, {
    name: "bucket-encrypted-by-key",
    description: /key of KMS/,
    defaults: { algorithms: ["aws:kms", "aws:kms:dsse"], exempt: [] },
  });
  itTakesExemptions(policy, [bucket()]);

  it("passes a bucket that encrypts with a key of KMS", async () => {
    assert.deepEqual(await judge([bucket(), encryption("aws:kms")]), []);
    const rule = { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms:dsse" } };
    assert.deepEqual(await judge([bucket({ serverSideEncryptionConfiguration: { rule } })]), []);
  });

  it("refuses S3's own key, said or not", async () => {
    assert.deepEqual(await judge([bucket()]), [weak("S3's own key")]);
    assert.deepEqual(await judge([bucket(), encryption("AES256")]), [weak("AES256")]);
    assert.deepEqual(await judge([bucket(), encryption(undefined)]), [weak("nothing")]);
  });

  it("takes the algorithms that are configured", async () => {
    const config = { algorithms: ["AES256"] };
    assert.deepEqual(await judge([bucket(), encryption("AES256")], config), []);
  });

  it("leaves the bucket alone that others write their access logs to", async () => {
    const logging = {
      type: "aws:s3/bucketLogging:BucketLogging",
      name: "logging",
      props: { bucket: "other", targetBucket: "data-1" },
    };
    assert.deepEqual(await judge([bucket(), logging]), []);
    const both = { ...logging, name: "own", props: { bucket: "data-1", targetBucket: "other" } };
    assert.deepEqual(await judge([bucket(), logging, both]), [weak("S3's own key")]);
  });

  it("bears what is not known yet", async () => {
    assert.deepEqual(await judge([bucket(), encryption(unknownText)]), []);
    const made = bucket({ bucket: unknownText });
    const unnamed = encryption("AES256", { bucket: unknownText });
    assert.deepEqual(await judge([made, unnamed]), []);
    assert.deepEqual(await judge([made, { ...unnamed, from: { bucket: ["data"] } }]), [
      weak("AES256"),
    ]);
  });

  it("never lets a bucket with S3's own key pass, however it is written", async () => {
    const rule = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
    const configuration = [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }];
    const own = wrapped({
      name: "data",
      tokens: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
      props: { bucket: "data-1", serverSideEncryptionConfiguration: { rule } },
      native: {
        type: "AWS::S3::Bucket",
        properties: {
          BucketName: "b",
          BucketEncryption: { ServerSideEncryptionConfiguration: configuration },
        },
      },
    });
    await fc.assert(
      fc.asyncProperty(own, async (one) => {
        const [message = ""] = await judge([one]);
        assert.match(message, /got AES256/);
      }),
    );
  });
});
