import {
  GetBucketVersioningCommand,
  PutBucketVersioningCommand,
  S3Client,
  type BucketVersioningStatus,
} from "@aws-sdk/client-s3";
import type { Resource } from "../resource.ts";

type BucketVersioningInputs = {
  bucket: string;
  versioningConfiguration: { status: BucketVersioningStatus | "Disabled" };
};

/** `aws.s3.BucketVersioning`. */
export const s3BucketVersioning: Resource<BucketVersioningInputs> = {
  type: "aws:s3/bucketVersioning:BucketVersioning",
  inputs: ["bucket", "versioningConfiguration"],
  notFound: ["NoSuchBucket"],

  async create(context, inputs) {
    await this.update?.(context, inputs.bucket, inputs, {});
    return inputs.bucket;
  },

  async read(context, bucket) {
    const { Status } = await context
      .client(S3Client)
      .send(new GetBucketVersioningCommand({ Bucket: bucket }));
    return { bucket, versioningConfiguration: { status: Status ?? "Disabled" } };
  },

  async update(context, bucket, { versioningConfiguration: { status } }) {
    // A bucket that never had versioning cannot be told so again.
    if (status === "Disabled") return;
    await context.client(S3Client).send(
      new PutBucketVersioningCommand({
        Bucket: bucket,
        VersioningConfiguration: { Status: status },
      }),
    );
  },

  async delete(context, bucket, { versioningConfiguration }) {
    if (versioningConfiguration?.status === "Disabled") return;
    await context.client(S3Client).send(
      new PutBucketVersioningCommand({
        Bucket: bucket,
        VersioningConfiguration: { Status: "Suspended" },
      }),
    );
  },
};
