import {
  DeleteBucketOwnershipControlsCommand,
  GetBucketOwnershipControlsCommand,
  PutBucketOwnershipControlsCommand,
  S3Client,
  type ObjectOwnership,
} from "@aws-sdk/client-s3";
import type { Resource } from "../resource.ts";

type OwnershipInputs = { bucket: string; rule: { objectOwnership: ObjectOwnership } };

/** `aws.s3.BucketOwnershipControls`. */
export const s3BucketOwnershipControls: Resource<OwnershipInputs> = {
  type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  inputs: ["bucket", "rule"],
  notFound: ["NoSuchBucket", "OwnershipControlsNotFoundError"],

  async create(context, inputs) {
    await this.update?.(context, inputs.bucket, inputs, {});
    return inputs.bucket;
  },

  async read(context, bucket) {
    const { OwnershipControls } = await context
      .client(S3Client)
      .send(new GetBucketOwnershipControlsCommand({ Bucket: bucket }));
    return { bucket, rule: { objectOwnership: OwnershipControls?.Rules?.[0]?.ObjectOwnership } };
  },

  async update(context, bucket, { rule }) {
    const OwnershipControls = { Rules: [{ ObjectOwnership: rule.objectOwnership }] };
    await context
      .client(S3Client)
      .send(new PutBucketOwnershipControlsCommand({ Bucket: bucket, OwnershipControls }));
  },

  async delete(context, bucket) {
    await context
      .client(S3Client)
      .send(new DeleteBucketOwnershipControlsCommand({ Bucket: bucket }));
  },
};
