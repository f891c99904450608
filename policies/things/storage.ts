import { field, type Plain } from "./plain.ts";
import { get, make, type Reader, refsOf, selfRef, type Source } from "./source.ts";
import type { Ref, Thing, ThingKind } from "./thing.ts";

/**
 * S3. Everything but a bucket has refs `bucket`; what a bucket declares of itself is read as if it stood beside it.
 *
 * - `bucket`: `name`
 * - `bucketPolicy`: `document`
 * - `bucketAccess`: `blockPublicAcls`, `blockPublicPolicy`, `ignorePublicAcls`, `restrictPublicBuckets`
 * - `accountAccess`: the same four, of a whole account; `accountId`
 * - `bucketVersioning`: `status`, such as `Enabled`
 * - `bucketEncryption`: `algorithm`, such as `aws:kms`; refs `key`
 * - `bucketLogging`: refs `target`
 * - `bucketAcl`: `acl`, such as `private`
 */
export const storage: Readonly<Record<string, Reader>> = {
  "aws:s3/bucket:Bucket": (source) => {
    const bucket = [selfRef(source)];
    const rule = [
      "serverSideEncryptionConfiguration",
      "rule",
      "applyServerSideEncryptionByDefault",
    ];
    return [
      make(source, "bucket", { name: get(source, "bucket") }, {}, [
        get(source, "bucket"),
        get(source, "id"),
        get(source, "arn"),
      ]),
      ...given(source, "policy", (document) => ["bucketPolicy", { document }]),
      ...given(source, "acl", (acl) => ["bucketAcl", { acl }]),
      ...given(source, "versioning", (one) => [
        "bucketVersioning",
        { status: field(one, "enabled") === true ? "Enabled" : "Suspended" },
      ]),
      ...given(source, rule[0] ?? "", () => [
        "bucketEncryption",
        { algorithm: get(source, ...rule, "sseAlgorithm") },
      ]),
      ...given(source, "loggings", () => ["bucketLogging", {}]),
      ...given(source, "logging", () => ["bucketLogging", {}]),
    ].map((thing) =>
      thing.kind === "bucket" ? thing : { ...thing, refs: { ...thing.refs, bucket } },
    );
  },
  "aws:s3/bucketPolicy:BucketPolicy": about("bucketPolicy", (source) => ({
    document: get(source, "policy"),
  })),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": about("bucketAccess", blocksOf),
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": (source) => [
    make(source, "accountAccess", { ...blocksOf(source), accountId: get(source, "accountId") }),
  ],
  "aws:s3/bucketVersioning:BucketVersioning": about("bucketVersioning", (source) => ({
    status: get(source, "versioningConfiguration", "status"),
  })),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": about(
    "bucketEncryption",
    (source) => ({
      algorithm: get(source, "rules", "applyServerSideEncryptionByDefault", "sseAlgorithm"),
    }),
  ),
  "aws:s3/bucketLogging:BucketLogging": about("bucketLogging", () => ({}), {
    target: "targetBucket",
  }),
  "aws:s3/bucketAcl:BucketAcl": about("bucketAcl", (source) => ({ acl: get(source, "acl") })),
};

/** The same in CloudFormation's words. */
export const storageNative: Readonly<Record<string, Reader>> = {
  "AWS::S3::Bucket": (source) => {
    const bucket = [selfRef(source)];
    const encryption = field(
      get(source, "bucketEncryption", "serverSideEncryptionConfiguration"),
      "serverSideEncryptionByDefault",
      "sseAlgorithm",
    );
    const things = [
      make(source, "bucket", { name: get(source, "bucketName") }, {}, [
        get(source, "bucketName"),
        get(source, "arn"),
      ]),
      ...given(source, "publicAccessBlockConfiguration", (blocks) => [
        "bucketAccess",
        Object.fromEntries(blockNames.map((name) => [name, field(blocks, name)])),
      ]),
      ...given(source, "accessControl", (acl) => ["bucketAcl", { acl }]),
      ...given(source, "versioningConfiguration", (one) => [
        "bucketVersioning",
        { status: field(one, "status") },
      ]),
      ...given(source, "bucketEncryption", () => ["bucketEncryption", { algorithm: encryption }]),
      ...given(source, "loggingConfiguration", () => ["bucketLogging", {}]),
    ];
    return things.map((thing) =>
      thing.kind === "bucket" ? thing : { ...thing, refs: { ...thing.refs, bucket } },
    );
  },
  "AWS::S3::BucketPolicy": about("bucketPolicy", (source) => ({
    document: get(source, "policyDocument"),
  })),
};

/** The four settings that close a bucket, or an account, to the public. */
export const blockNames = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

function blocksOf(source: Source): Record<string, Plain> {
  return Object.fromEntries(blockNames.map((name) => [name, get(source, name)]));
}

/** A thing about a bucket, which stands in a resource of its own. */
function about(
  kind: ThingKind,
  fieldsOf: (source: Source) => Record<string, Plain>,
  more: Readonly<Record<string, string>> = {},
): Reader {
  return (source) => {
    const refs: Record<string, readonly Ref[]> = { bucket: refsOf(source, "bucket") };
    for (const [name, property] of Object.entries(more)) refs[name] = refsOf(source, property);
    return [make(source, kind, fieldsOf(source), refs)];
  };
}

function given(
  source: Source,
  property: string,
  read: (value: Plain) => [ThingKind, Record<string, Plain>],
): readonly Thing[] {
  const value = get(source, property);
  return value === undefined ? [] : [make(source, ...read(value))];
}
