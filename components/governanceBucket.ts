import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { closedBucket } from "./closedBucket.ts";

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
  /**
   * Whether Athena puts the results of queries into it.
   * @default false
   */
  readonly queryResults?: boolean | undefined;
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

    const rules = [
      expireOldVersions(args.noncurrentDays ?? 365),
      expireOldLocks,
      ...(args.queryResults === true ? [expireResults] : []),
    ];
    const { bucketName, tags } = args;
    this.bucket = closedBucket(name, { bucketName, tags, rules }, child).bucket;
    const { bucket, arn } = this.bucket;

    this.bucketName = bucket;
    this.bucketArn = arn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }
}

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

/** The folder in it that results of Athena lie in. */
export const resultsFolder = "athena-results";

/** A result is read when its query has ended; who wants it later asks again. */
const expireResults = {
  id: "expire-athena-results",
  status: "Enabled",
  filter: { prefix: `${resultsFolder}/` },
  expiration: { days: 30 },
};
