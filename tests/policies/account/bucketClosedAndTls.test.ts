import assert from "node:assert/strict";
import { bucketClosedAndTls as policy } from "../../../policies/account/bucketClosedAndTls.ts";
import { type GivenResource, unknownText, validateStack } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";

const arn = "arn:aws:s3:::data-1";
const bucket = (props: object = { bucket: "data-1", arn }): GivenResource => ({
  type: "aws:s3/bucket:Bucket",
  name: "data",
  props,
});
const closed = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const block = (props: object = {}, from: Record<string, string[]> = {}): GivenResource => ({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  name: "block",
  props: { bucket: "data-1", ...closed, ...props },
  from,
});
const denial = (changes: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...changes,
});
const bucketPolicy = (
  policyDocument: unknown = JSON.stringify({ Statement: [denial()] }),
  props: object = {},
  from: Record<string, string[]> = {},
): GivenResource => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "policy",
  props: { bucket: "data-1", policy: policyDocument, ...props },
  from,
});

const open = (got: string) =>
  `aws:s3/bucket:Bucket data: the bucket is not closed to the public (got ${got}); add a BucketPublicAccessBlock with blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets all true`;
const plain = (got: string) =>
  `aws:s3/bucket:Bucket data: the bucket answers without TLS (got ${got}); add a BucketPolicy that denies s3:* when aws:SecureTransport is false`;
const judge = (resources: GivenResource[], config?: object) =>
  validateStack(policy, resources, config);

describe("policy bucket-closed-and-tls", () => {
  itDescribesItself(policy, {
    name: "bucket-closed-and-tls",
    description: /closed to the public and refuses requests without TLS/,
    defaults: { exempt: [] },
  });

  it("passes a closed bucket, however the Deny is written", async () => {
    assert.deepEqual(await judge([bucket(), block(), bucketPolicy()]), []);
    for (const changes of [
      { Principal: { AWS: "*" } },
      { Action: ["s3:*"], Resource: "*" },
      { Condition: { Bool: { "AWS:securetransport": ["false"] } } },
      { Condition: { Bool: { "aws:SecureTransport": false } } },
    ]) {
      const document = { Statement: denial(changes) };
      assert.deepEqual(await judge([bucket(), block(), bucketPolicy(document)]), []);
    }
  });

  it("refuses a bucket with nothing, unless it is exempt", async () => {
    assert.deepEqual(await judge([bucket()]), [
      open("no BucketPublicAccessBlock"),
      plain("no BucketPolicy"),
    ]);
    assert.deepEqual(await judge([bucket()], { exempt: ["data"] }), []);
  });

  it("refuses a block that is not whole", async () => {
    const half = block({ blockPublicAcls: false, restrictPublicBuckets: undefined });
    assert.deepEqual(await judge([bucket(), half, bucketPolicy()]), [
      open("blockPublicAcls false, restrictPublicBuckets nothing"),
    ]);
  });

  it("refuses a Deny that lets something through", async () => {
    for (const changes of [
      { Effect: "Allow" },
      { Principal: { AWS: "arn:aws:iam::111122223333:root" } },
      { Action: "s3:GetObject" },
      { Resource: `${arn}/*` },
      { Condition: undefined },
      { Condition: { Bool: { "aws:SecureTransport": "true" } } },
      { Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } } },
      {
        Condition: {
          Bool: { "aws:SecureTransport": "false" },
          StringEquals: { "aws:PrincipalAccount": "111122223333" },
        },
      },
    ]) {
      const document = JSON.stringify({ Statement: [denial(changes)] });
      assert.deepEqual(
        await judge([bucket(), block(), bucketPolicy(document)]),
        [plain("a BucketPolicy without such a Deny")],
        JSON.stringify(changes),
      );
    }
    assert.deepEqual(await judge([bucket(), block(), bucketPolicy("no JSON")]), [
      plain("a BucketPolicy without such a Deny"),
    ]);
  });

  it("does not count what is about another bucket", async () => {
    const other = { bucket: "other" };
    assert.deepEqual(await judge([bucket(), block(other), bucketPolicy(undefined, other)]), [
      open("no BucketPublicAccessBlock"),
      plain("no BucketPolicy"),
    ]);
  });

  it("bears what is not known yet: the engine's record of what belongs together decides", async () => {
    const made = bucket({ bucket: unknownText, arn: unknownText });
    const unnamed = { bucket: unknownText };
    const from = { bucket: ["data"] };
    assert.deepEqual(
      await judge([made, block(unnamed, from), bucketPolicy(unknownText, unnamed, from)]),
      [],
    );
    assert.deepEqual(await judge([made, block(unnamed), bucketPolicy(unknownText, unnamed)]), []);
    const partial = { Statement: [denial({ Resource: [unknownText] })] };
    assert.deepEqual(await judge([bucket(), block(), bucketPolicy(partial)]), []);
  });

  it("refuses what is known beside what is not", async () => {
    const made = bucket({ bucket: unknownText, arn: unknownText });
    const from = { bucket: ["data"] };
    const half = block(
      { bucket: unknownText, blockPublicAcls: false, ignorePublicAcls: unknownText },
      from,
    );
    const empty = bucketPolicy(JSON.stringify({ Statement: [] }), { bucket: unknownText }, from);
    assert.deepEqual(await judge([made, half, empty]), [
      open("blockPublicAcls false"),
      plain("a BucketPolicy without such a Deny"),
    ]);
    assert.deepEqual(await judge([made]), [
      open("no BucketPublicAccessBlock"),
      plain("no BucketPolicy"),
    ]);
  });

  it("does not apply to a stack without buckets", async () => {
    assert.deepEqual(await judge([block(), bucketPolicy()]), []);
  });
});
