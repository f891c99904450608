import { bucketClosedAndTls as policy } from "../../../policies/account/bucketClosedAndTls.ts";
import type { GivenResource } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";

/** The ARN of the bucket of these tests. */
export const arn = "arn:aws:s3:::data-1";

/** That bucket, as a program declares it. */
export const bucket = (props: object = { bucket: "data-1", arn }): GivenResource => ({
  type: "aws:s3/bucket:Bucket",
  name: "data",
  props,
});

/** What closes a bucket to the public. */
export const closed = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

/** What closes it; `from` says which resource gives a property. */
export const block = (props: object = {}, from: Record<string, string[]> = {}): GivenResource => ({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  name: "block",
  props: { bucket: "data-1", ...closed, ...props },
  from,
});

/** The statement that refuses requests without TLS. */
export const denial = (changes: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...changes,
});

/** The policy of the bucket, by default with that statement. */
export const bucketPolicy = (
  policyDocument: unknown = JSON.stringify({ Statement: [denial()] }),
  props: object = {},
  from: Record<string, string[]> = {},
): GivenResource => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "policy",
  props: { bucket: "data-1", policy: policyDocument, ...props },
  from,
});

/** The bucket, closed and with TLS, whose policy allows these statements as well. */
export const allowing = (...statements: object[]) => [
  bucket(),
  block(),
  bucketPolicy({
    Statement: [denial(), ...statements.map((one) => ({ ...allowance, ...one }))],
  }),
];

/** What a statement allows unless it says otherwise. */
export const allowance = { Effect: "Allow", Action: "s3:GetObject", Resource: `${arn}/*` };

const blocks = "blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets";

/** What the policy says of a bucket that is open to the public. */
export const open = (got: string, name = "block") =>
  `${name}: the bucket is not closed to the public (got ${got}); add a BucketPublicAccessBlock with ${blocks} all true`;

/** What it says of one that nothing closes. */
export const undeclared = `data: it is not declared that the bucket is closed to the public (got no BucketPublicAccessBlock); add a BucketPublicAccessBlock with ${blocks} all true`;

/** What it says of one that answers without TLS. */
export const plain = (got: string, name = "policy") =>
  `${name}: the bucket answers without TLS (got ${got}); add a BucketPolicy that denies s3:* when aws:SecureTransport is false`;

/** What it says where only the statement is missing. */
export const withoutDeny = plain("a BucketPolicy without such a Deny");

/** What it says of one that is open to other accounts. */
export const strangers = (got: string, what = "bucket", name = "policy") =>
  `${name}: the ${what} is open to others than its account (got ${got}); name roles of the account; give services a condition on aws:SourceAccount; list what is agreed in accounts or organizations`;

/** What the policy says of these resources. */
export const judge = (resources: GivenResource[], config?: object) =>
  judgeAll(policy, resources, config);

/** What tells which account the stack is in. */
export const own: GivenResource = {
  type: "pulumi:providers:aws",
  name: "main",
  props: { allowedAccountIds: '["111122223333"]' },
};
