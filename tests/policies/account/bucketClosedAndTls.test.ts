import assert from "node:assert/strict";
import fc from "fast-check";
import { bucketClosedAndTls as policy } from "../../../policies/account/bucketClosedAndTls.ts";
import { forgetRun, run } from "../../../policies/support/run.ts";
import { unknownText, validateStack } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { wrapped } from "../support/wrap.ts";
import {
  allowance,
  allowing,
  arn,
  block,
  bucket,
  bucketPolicy,
  closed,
  denial,
  judge,
  open,
  own,
  plain,
  strangers,
  undeclared,
  withoutDeny,
} from "./closedBucket.ts";

describe("policy bucket-closed-and-tls", () => {
  itDescribesItself(policy, {
    name: "bucket-closed-and-tls",
    description: /closed to the public and to other accounts, and refuses requests without TLS/,
    defaults: { accounts: [], exempt: [], organizations: [] },
  });

  itTakesExemptions(policy, [bucket()]);

  it("passes a closed bucket, however the Deny is written", async () => {
    assert.deepEqual(await judge([bucket(), block(), bucketPolicy()]), []);
    for (const changes of [
      { Principal: { AWS: "*" } },
      { Action: ["s3:*"], Resource: "*" },
      { Resource: `${arn}*` },
      { Condition: { Bool: { "AWS:securetransport": ["false"] } } },
      { Condition: { Bool: { "aws:SecureTransport": false } } },
      { Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } },
    ]) {
      const document = { Statement: denial(changes) };
      assert.deepEqual(
        await judge([bucket(), block(), bucketPolicy(document)]),
        [],
        JSON.stringify(changes),
      );
    }
    const two = { Statement: [denial({ Resource: arn }), denial({ Resource: `${arn}/*` })] };
    assert.deepEqual(await judge([bucket(), block(), bucketPolicy(two)]), []);
  });

  it("passes what the bucket declares itself, and an account that is closed as a whole", async () => {
    const inline = bucket({ bucket: "data-1", policy: { Statement: denial() } });
    assert.deepEqual(await judge([inline, block()]), []);
    const account = {
      type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
      name: "account",
      props: closed,
    };
    assert.deepEqual(await judge([bucket(), account, bucketPolicy()]), []);
    assert.deepEqual(
      await judge([
        bucket(),
        { ...account, props: { ...closed, ignorePublicAcls: "false" } },
        bucketPolicy(),
      ]),
      [open("ignorePublicAcls false", "account"), undeclared],
    );
  });

  it("refuses a bucket with nothing", async () => {
    assert.deepEqual(await judge([bucket()]), [undeclared, plain("no BucketPolicy", "data")]);
  });

  it("leaves alone what the program only reads: it is somebody else's", async () => {
    forgetRun();
    run.declared.add("urn:pulumi:test::policies::aws:sns/topic:Topic::news");
    const resources = [bucket(), block({ ignorePublicAcls: false }), bucketPolicy("no JSON")];
    const found: string[] = [];
    const args = {
      resources: resources.map(({ type, name = "", props }) => ({
        ...{ type, name, props, opts: {} },
        urn: `urn:pulumi:test::policies::${type}::${name}`,
      })),
      getConfig: () => ({}),
    };
    assert.ok(policy.validateStack);
    await policy.validateStack(args as never, (message) => found.push(message));
    assert.deepEqual(found, []);
    forgetRun();
  });

  it("refuses a Deny that lets something through", async () => {
    for (const changes of [
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" } },
      { Principal: { AWS: "arn:aws:iam::111122223333:root" } },
      { Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } },
      { Action: "s3:GetObject" },
      { Resource: `${arn}/*` },
      { Resource: arn },
      { Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] },
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
        await judge([own, bucket(), block(), bucketPolicy(document)]),
        [withoutDeny],
        JSON.stringify(changes),
      );
    }
    assert.deepEqual(await judge([bucket(), block(), bucketPolicy("no JSON")]), [
      "policy: the policy of the bucket cannot be read (got it is not JSON); write it as a policy document in JSON",
    ]);
  });

  it("refuses several policies of one bucket", async () => {
    assert.deepEqual(
      await judge([bucket(), block(), bucketPolicy(), { ...bucketPolicy(), name: "second" }]),
      [
        "data: the bucket has several policies, of which S3 keeps the one that is written last (got policy, second); put all statements into one BucketPolicy",
      ],
    );
  });

  it("does not count what is about another bucket", async () => {
    const other = { bucket: "other" };
    const apart = { Statement: [denial({ Resource: "*" })] };
    assert.deepEqual(await judge([bucket(), block(other), bucketPolicy(apart, other)]), [
      undeclared,
      plain("no BucketPolicy", "data"),
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
    const bound = { StringEquals: { "aws:PrincipalAccount": unknownText } };
    assert.deepEqual(await judge(allowing({ Principal: "*", Condition: bound })), []);
    assert.deepEqual(await judge(allowing({ Principal: "*", Condition: unknownText })), []);
    const agent = { StringLike: { "aws:UserAgent": unknownText } };
    assert.deepEqual(await judge(allowing({ Principal: "*", Condition: agent })), [strangers("*")]);
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
      withoutDeny,
    ]);
    const partial = { Statement: [{ ...allowance, Principal: "*", Resource: unknownText }] };
    assert.deepEqual(await judge([bucketPolicy(partial)]), [strangers("*")]);
    assert.deepEqual(await judge([made]), [undeclared, plain("no BucketPolicy", "data")]);
  });

  it("never lets an open bucket pass, however it is written", async () => {
    const document = { Statement: [{ ...allowance, Principal: "*" }] };
    const bare = wrapped({
      name: "data",
      tokens: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
      props: { bucket: "data-1" },
      native: { type: "AWS::S3::Bucket", properties: { BucketName: "data-1" } },
    });
    const opened = wrapped({
      name: "policy",
      tokens: ["aws:s3/bucketPolicy:BucketPolicy"],
      props: { bucket: "data-1", policy: document },
      native: {
        type: "AWS::S3::BucketPolicy",
        properties: { Bucket: "data-1", PolicyDocument: document },
      },
    });
    await fc.assert(
      fc.asyncProperty(bare, opened, async (one, other) => {
        assert.equal((await validateStack(policy, [one])).length, 2);
        assert.ok((await judge([other])).some((message) => message.includes("is open to others")));
      }),
    );
  });
});
