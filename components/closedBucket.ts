import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What differs from bucket to bucket. */
export interface ClosedBucketArgs {
  /** The bucket's name, unique in the world. */
  readonly bucketName: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly rules: readonly aws.types.input.s3.BucketLifecycleConfigurationRule[];
  /** What its policy allows, besides that it denies what does not come over TLS; by the ARN of the bucket. */
  readonly allow?: (bucketArn: string) => readonly object[];
}

/** A bucket, and its policy: what writes to the bucket by what that allows waits for it. */
export interface ClosedBucket {
  readonly bucket: aws.s3.Bucket;
  readonly policy: aws.s3.BucketPolicy;
}

/** Declares a bucket that is versioned, encrypted, closed to the public, and reachable over TLS only. */
export function closedBucket(
  name: string,
  { bucketName, tags, rules, allow = () => [] }: ClosedBucketArgs,
  child: pulumi.CustomResourceOptions,
): ClosedBucket {
  const made = new aws.s3.Bucket(name, { bucket: bucketName, tags }, child);
  const { bucket, arn } = made;
  // S3 refuses two changes of a bucket at once (OperationAborted), and not each of these is tried again: one after the other.
  const after = (previous: pulumi.Resource) => ({ ...child, dependsOn: previous });
  const closed = new aws.s3.BucketPublicAccessBlock(name, { bucket, ...closedToPublic }, child);
  const owned = new aws.s3.BucketOwnershipControls(
    name,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    after(closed),
  );
  const policy = new aws.s3.BucketPolicy(
    name,
    {
      bucket,
      policy: arn.apply((bucketArn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [requireTls(bucketArn), ...allow(bucketArn)],
        }),
      ),
    },
    after(owned),
  );
  const encrypted = new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    after(policy),
  );
  const versioned = new aws.s3.BucketVersioning(
    name,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    after(encrypted),
  );
  new aws.s3.BucketLifecycleConfiguration(name, { bucket, rules: [...rules] }, after(versioned));
  return { bucket: made, policy };
}

const closedToPublic = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

/** Denies every request that does not come over TLS (AWS Security Hub control S3.5). */
function requireTls(bucketArn: string) {
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
