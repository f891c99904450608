import {
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Resource } from "../resource.ts";

type PublicAccessBlockInputs = {
  bucket: string;
  blockPublicAcls?: boolean;
  blockPublicPolicy?: boolean;
  ignorePublicAcls?: boolean;
  restrictPublicBuckets?: boolean;
  skipDestroy?: boolean;
};

/** `aws.s3.BucketPublicAccessBlock`. */
export const s3BucketPublicAccessBlock: Resource<PublicAccessBlockInputs> = {
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  inputs: [
    "bucket",
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
    "skipDestroy",
  ],
  notFound: ["NoSuchBucket", "NoSuchPublicAccessBlockConfiguration"],

  async create(context, inputs) {
    await this.update?.(context, inputs.bucket, inputs, {});
    return inputs.bucket;
  },

  async read(context, bucket) {
    const { PublicAccessBlockConfiguration: found = {} } = await context
      .client(S3Client)
      .send(new GetPublicAccessBlockCommand({ Bucket: bucket }));
    return {
      bucket,
      blockPublicAcls: found.BlockPublicAcls ?? false,
      blockPublicPolicy: found.BlockPublicPolicy ?? false,
      ignorePublicAcls: found.IgnorePublicAcls ?? false,
      restrictPublicBuckets: found.RestrictPublicBuckets ?? false,
    };
  },

  async update(context, bucket, inputs) {
    await context.client(S3Client).send(
      new PutPublicAccessBlockCommand({
        Bucket: bucket,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: inputs.blockPublicAcls ?? false,
          BlockPublicPolicy: inputs.blockPublicPolicy ?? false,
          IgnorePublicAcls: inputs.ignorePublicAcls ?? false,
          RestrictPublicBuckets: inputs.restrictPublicBuckets ?? false,
        },
      }),
    );
  },

  async delete(context, bucket, { skipDestroy }) {
    if (skipDestroy === true) return;
    await context.client(S3Client).send(new DeletePublicAccessBlockCommand({ Bucket: bucket }));
  },
};
