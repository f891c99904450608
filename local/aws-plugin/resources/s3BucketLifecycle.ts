import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Resource } from "../resource.ts";
import { fromLifecycleRule, toLifecycleRule, type LifecycleRuleInput } from "./s3LifecycleRule.ts";

type LifecycleInputs = {
  bucket: string;
  rules: LifecycleRuleInput[];
  timeouts?: { create?: string; update?: string };
};

/** `aws.s3.BucketLifecycleConfiguration`. */
export const s3BucketLifecycle: Resource<LifecycleInputs> = {
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  inputs: ["bucket", "rules", "timeouts"],
  notFound: ["NoSuchBucket", "NoSuchLifecycleConfiguration"],

  async create(context, inputs) {
    await this.update?.(context, inputs.bucket, inputs, {});
    return inputs.bucket;
  },

  async read(context, bucket) {
    const { Rules = [] } = await context
      .client(S3Client)
      .send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
    return { bucket, rules: Rules.map(fromLifecycleRule) };
  },

  async update(context, bucket, { rules }) {
    await context.client(S3Client).send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: bucket,
        LifecycleConfiguration: { Rules: rules.map(toLifecycleRule) },
      }),
    );
  },

  async delete(context, bucket) {
    await context.client(S3Client).send(new DeleteBucketLifecycleCommand({ Bucket: bucket }));
  },
};
