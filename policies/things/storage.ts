import { accessGrant, objectAcl, strangersOf, urisOf } from "./accessLists.ts";
import { field, flag, list, type Plain, undecided } from "./plain.ts";
import { get, make, type Reader, refsOf, selfRef, type Source } from "./source.ts";
import type { Ref, Thing, ThingKind } from "./thing.ts";

/**
 * S3. Everything but a bucket has refs `bucket`; what a bucket declares of itself is read as if it stood beside it.
 *
 * - `bucket`: `name`
 * - `bucketPolicy`: `document`
 * - `bucketAccess`: `blockPublicAcls`, `blockPublicPolicy`, `ignorePublicAcls`, `restrictPublicBuckets`
 * - `accountAccess`: the same four, of a whole account; `accountId`
 * - `accessPoint`: the same four where they are given (AWS takes yes for the others), and `document`; also a policy of one
 * - `bucketVersioning`: `status`, such as `Enabled`
 * - `bucketEncryption`: `algorithm`, such as `aws:kms`
 * - `bucketLogging`: refs `target`
 * - `bucketAcl`: `acl` (`public-read`, in CloudFormation `PublicRead`), `grantees`: URIs of groups, `strangers`: ids of accounts that are not the
 *   owner's, and addresses; also of an object
 * - `bucketGrant`: `grantee`, whom an access grant of S3 is for, where it is a principal of IAM
 * - `bucketReplication`: `accounts` that own what it writes to, where they are named
 */
export const storage: Readonly<Record<string, Reader>> = {
  "aws:s3/bucket:Bucket": (source) => {
    const rule = [
      "serverSideEncryptionConfiguration",
      "rule",
      "applyServerSideEncryptionByDefault",
    ];
    const logging = get(source, "loggings") === undefined ? "logging" : "loggings";
    return ofBucket(source, "bucket", [
      given(source, "policy", "bucketPolicy", (document) => ({ document })),
      given(source, "acl", "bucketAcl", (acl) => ({ acl })),
      given(source, "grants", "bucketAcl", (grants) => ({ grantees: urisOf(grants) })),
      given(source, "versioning", "bucketVersioning", (one) => ({
        status: versioningOf(field(one, "enabled")),
      })),
      lockOf(source),
      given(source, rule[0] ?? "", "bucketEncryption", () => ({
        algorithm: get(source, ...rule, "sseAlgorithm"),
      })),
      given(source, logging, "bucketLogging", () => ({}), {
        target: refsOf(source, logging, "targetBucket"),
      }),
      given(source, "replicationConfiguration", "bucketReplication", (one) => ({
        accounts: destinationsOf(one, "accountId"),
      })),
    ]);
  },
  "aws:s3/bucketPolicy:BucketPolicy": about("bucketPolicy", (source) => ({
    document: get(source, "policy"),
  })),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": about("bucketAccess", blocksOf),
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": (source) => [
    make(source, "accountAccess", { ...blocksOf(source), accountId: get(source, "accountId") }),
  ],
  "aws:s3/accessPoint:AccessPoint": about("accessPoint", (source) => ({
    ...blocksOf(source, "publicAccessBlockConfiguration"),
    document: get(source, "policy"),
  })),
  "aws:s3control/accessPointPolicy:AccessPointPolicy": about("accessPoint", (source) => ({
    document: get(source, "policy"),
  })),
  "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy": about(
    "accessPoint",
    (source) => ({ document: get(source, "policy") }),
  ),
  "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint": about("accessPoint", (source) =>
    blocksOf(source, "details", "publicAccessBlock"),
  ),
  "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy": about(
    "accessPoint",
    (source) => ({ document: get(source, "details", "policy") }),
  ),
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
  "aws:s3/bucketAcl:BucketAcl": about("bucketAcl", (source) => ({
    acl: get(source, "acl"),
    grantees: urisOf(get(source, "accessControlPolicy", "grants")),
    strangers: strangersOf(get(source, "accessControlPolicy")),
  })),
  "aws:s3/bucketObject:BucketObject": objectAcl,
  "aws:s3/bucketObjectv2:BucketObjectv2": objectAcl,
  "aws:s3/objectCopy:ObjectCopy": objectAcl,
  "aws:s3control/accessGrant:AccessGrant": accessGrant,
  "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy": about(
    "accessPoint",
    (source) => ({ document: get(source, "policy") }),
  ),
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": about(
    "bucketReplication",
    (source) => ({ accounts: destinationsOf(source.props, "account") }),
  ),
};

/** The same in CloudFormation's words. */
export const storageNative: Readonly<Record<string, Reader>> = {
  "AWS::S3::Bucket": (source) =>
    ofBucket(source, "bucketName", [
      given(source, "publicAccessBlockConfiguration", "bucketAccess", () =>
        blocksOf(source, "publicAccessBlockConfiguration"),
      ),
      given(source, "accessControl", "bucketAcl", (acl) => ({ acl })),
      given(source, "versioningConfiguration", "bucketVersioning", (one) => ({
        status: field(one, "status"),
      })),
      lockOf(source),
      given(source, "bucketEncryption", "bucketEncryption", (one) => ({
        algorithm: field(
          field(one, "serverSideEncryptionConfiguration"),
          "serverSideEncryptionByDefault",
          "sseAlgorithm",
        ),
      })),
      given(source, "loggingConfiguration", "bucketLogging", () => ({}), {
        target: refsOf(source, "loggingConfiguration", "destinationBucketName"),
      }),
      given(source, "replicationConfiguration", "bucketReplication", (one) => ({
        accounts: destinationsOf(one, "account"),
      })),
    ]),
  "AWS::S3::BucketPolicy": about("bucketPolicy", (source) => ({
    document: get(source, "policyDocument"),
  })),
  "AWS::S3::AccessPoint": about("accessPoint", (source) => ({
    ...blocksOf(source, "publicAccessBlockConfiguration"),
    document: get(source, "policy"),
  })),
  "AWS::S3::AccessGrant": accessGrant,
  "AWS::S3::MultiRegionAccessPoint": about("accessPoint", (source) =>
    blocksOf(source, "publicAccessBlockConfiguration"),
  ),
  "AWS::S3::MultiRegionAccessPointPolicy": about("accessPoint", (source) => ({
    document: get(source, "policy"),
  })),
  "AWS::S3Express::AccessPoint": about("accessPoint", (source) => ({
    ...blocksOf(source, "publicAccessBlockConfiguration"),
    document: get(source, "policy"),
  })),
  "AWS::S3Express::BucketPolicy": about("accessPoint", (source) => ({
    document: get(source, "policyDocument"),
  })),
  "AWS::S3ObjectLambda::AccessPointPolicy": about("accessPoint", (source) => ({
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

function blocksOf(source: Source, ...path: readonly string[]): Record<string, Plain> {
  return Object.fromEntries(blockNames.map((name) => [name, get(source, ...path, name)]));
}

/** Whether objects keep their versions; a bucket that locks objects always does so. */
function versioningOf(enabled: Plain): Plain {
  const value = flag(enabled);
  if (value === undecided) return undecided;
  return value === true ? "Enabled" : "Suspended";
}

function lockOf(source: Source): Thing | undefined {
  const isLocking = flag(get(source, "objectLockEnabled")) === true;
  return isLocking ? make(source, "bucketVersioning", { status: "Enabled" }) : undefined;
}

function destinationsOf(configuration: Plain, property: string): Plain[] {
  const rules: readonly Plain[] = list(field(configuration, "rules"));
  return rules.map((rule) => field(rule, "destination", property));
}

function ofBucket(
  source: Source,
  name: string,
  parts: readonly (Thing | undefined)[],
): readonly Thing[] {
  const ids: readonly Plain[] = [get(source, name), get(source, "id"), get(source, "arn")];
  const bucket = [selfRef(source)];
  return [
    make(source, "bucket", { name: get(source, name) }, {}, ids),
    ...parts
      .filter((part) => part !== undefined)
      .map((part) => ({ ...part, refs: { ...part.refs, bucket } })),
  ];
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

/** A thing about a bucket, which stands in the bucket itself. */
function given(
  source: Source,
  property: string,
  kind: ThingKind,
  fieldsOf: (value: Plain) => Record<string, Plain>,
  refs: Readonly<Record<string, readonly Ref[]>> = {},
): Thing | undefined {
  const value = get(source, property);
  return value === undefined ? undefined : make(source, kind, fieldsOf(value), refs);
}
