import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Resource } from "../resource.ts";

type BucketPolicyInputs = { bucket: string; policy: string };

/** `aws.s3.BucketPolicy`. */
export const s3BucketPolicy: Resource<BucketPolicyInputs> = {
  type: "aws:s3/bucketPolicy:BucketPolicy",
  inputs: ["bucket", "policy"],
  notFound: ["NoSuchBucket", "NoSuchBucketPolicy"],

  async create(context, inputs) {
    await this.update?.(context, inputs.bucket, inputs, {});
    return inputs.bucket;
  },

  async read(context, bucket) {
    const { Policy } = await context
      .client(S3Client)
      .send(new GetBucketPolicyCommand({ Bucket: bucket }));
    return { bucket, policy: Policy };
  },

  async update(context, bucket, { policy }) {
    await context
      .client(S3Client)
      .send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }));
  },

  async delete(context, bucket) {
    await context.client(S3Client).send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
  },
};
