import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { closedBucket } from "./closedBucket.ts";

/** Arguments of {@link KeyTrail}. */
export interface KeyTrailArgs {
  readonly accountId: string;
  readonly partition: string;
  /** The Region of the keys. */
  readonly region: string;
  /** The name of the trail's bucket, unique in the world. */
  readonly bucketName: string;
  /** Days after which files are deleted; absent: never. */
  readonly keepDays?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** The trail's name, one in a Region. */
export const keyTrailName = "quicksight-governance";

/**
 * A trail of the Region's management events, reads and those of KMS among them (a decryption is a read), with digests that prove that
 * no file was changed, in a bucket of its own: others may read it, and CloudTrail writes to it, than the governance bucket.
 *
 * CloudTrail takes no selector for the events of KMS alone (API reference of AdvancedFieldSelector: of management events, `eventSource`
 * can only be left out). Files are encrypted by S3 and not with a key of the customer's: the trail is to tell of keys that are disabled.
 *
 * It is of one Region, as keys are. A destroy ends the trail, which may cost something, and leaves the bucket with all that was written.
 *
 * @example
 * new KeyTrail("trail", { accountId, partition, region, bucketName: "quicksight-governance-trail-111122223333-eu-west-1", tags: {} });
 */
export class KeyTrail extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;

  constructor(name: string, args: KeyTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:KeyTrail", name, args, opts);
    const { accountId, partition, region, bucketName, tags } = args;
    const trailArn = `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${keyTrailName}`;
    const { bucket, policy } = closedBucket(
      name,
      {
        ...{ bucketName, tags },
        rules: [expireFiles(args.keepDays)],
        allow: (bucketArn) => letTrailWrite(bucketArn, accountId, trailArn),
      },
      { parent: this, retainOnDelete: true },
    );
    new aws.cloudtrail.Trail(
      name,
      {
        name: keyTrailName,
        s3BucketName: bucket.bucket,
        enableLogFileValidation: true,
        includeGlobalServiceEvents: false,
        advancedEventSelectors: [
          {
            name: "management events, those of KMS among them",
            fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
          },
        ],
        tags,
      },
      { parent: this, dependsOn: policy },
    );
    this.bucket = bucket;
    this.registerOutputs({ bucketName: bucket.bucket });
  }
}

function expireFiles(keepDays: number | undefined) {
  return {
    id: "expire-files",
    status: "Enabled",
    filter: {},
    ...(keepDays === undefined ? {} : { expiration: { days: keepDays } }),
    noncurrentVersionExpiration: { noncurrentDays: 365 },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  };
}

/** User guide of CloudTrail, "Amazon S3 bucket policy for CloudTrail". */
function letTrailWrite(bucketArn: string, accountId: string, trailArn: string) {
  const cloudTrail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
  return [
    {
      ...{ Sid: "AWSCloudTrailAclCheck", ...cloudTrail },
      ...{ Action: "s3:GetBucketAcl", Resource: bucketArn },
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      ...{ Sid: "AWSCloudTrailWrite", ...cloudTrail },
      ...{ Action: "s3:PutObject", Resource: `${bucketArn}/AWSLogs/${accountId}/*` },
      Condition: {
        StringEquals: {
          "s3:x-amz-acl": "bucket-owner-full-control",
          "aws:SourceArn": trailArn,
        },
      },
    },
  ];
}
