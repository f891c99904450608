import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link GovernanceBucket}. */
export interface GovernanceBucketArgs {
  /** The bucket's name, unique in the world. */
  readonly bucketName: string;
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Days after which a version that was replaced or deleted is removed for good.
   * @default 365
   */
  readonly noncurrentDays?: number;
}

/**
 * The bucket that holds what governance reads and writes: membership files, reports, locks. Versioned, encrypted, closed to
 * the public, and reachable over TLS only.
 *
 * It holds the only history of who was a member when, so a destroy of the stack leaves it, with all that protects it.
 *
 * @example
 * new GovernanceBucket("governance", { bucketName: "quicksight-governance-111122223333", tags: {} });
 */
export class GovernanceBucket extends pulumi.ComponentResource {
  /** The bucket itself, which is there before what configures it. */
  readonly bucket: aws.s3.Bucket;
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: GovernanceBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:GovernanceBucket", name, args, opts);
    const child = { parent: this, retainOnDelete: true };

    this.bucket = new aws.s3.Bucket(name, { bucket: args.bucketName, tags: args.tags }, child);
    const { bucket, arn } = this.bucket;
    // S3 refuses two changes of a bucket at once (OperationAborted), and not each of these is tried again: one after the other.
    const after = (previous: pulumi.Resource) => ({ ...child, dependsOn: previous });
    const closed = new aws.s3.BucketPublicAccessBlock(name, { bucket, ...closedToPublic }, child);
    const owned = new aws.s3.BucketOwnershipControls(
      name,
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      after(closed),
    );
    const tlsOnly = new aws.s3.BucketPolicy(
      name,
      { bucket, policy: arn.apply((bucketArn) => JSON.stringify(requireTls(bucketArn))) },
      after(owned),
    );
    const encrypted = new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      after(tlsOnly),
    );
    const versioned = new aws.s3.BucketVersioning(
      name,
      { bucket, versioningConfiguration: { status: "Enabled" } },
      after(encrypted),
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      { bucket, rules: [expireOldVersions(args.noncurrentDays ?? 365), expireOldLocks] },
      after(versioned),
    );

    this.bucketName = bucket;
    this.bucketArn = arn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }
}

const closedToPublic = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

function expireOldVersions(noncurrentDays: number) {
  return {
    id: "expire-old-versions",
    status: "Enabled",
    filter: {},
    noncurrentVersionExpiration: { noncurrentDays },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  };
}

/** The rule by which a bucket that was made here is known. */
export const lockRule = "expire-old-locks";

/** A run that lasts leaves a version of its lock every ten seconds; nobody wants them as history. */
const expireOldLocks = {
  id: lockRule,
  status: "Enabled",
  filter: { prefix: "locks/" },
  noncurrentVersionExpiration: { noncurrentDays: 7 },
};

/** Denies every request that does not come over TLS (AWS Security Hub control S3.5). */
function requireTls(bucketArn: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyInsecureTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
