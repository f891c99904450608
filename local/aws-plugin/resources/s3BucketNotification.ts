import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Resource } from "../resource.ts";

type NotificationInputs = { bucket: string; eventbridge: boolean };

/** `aws.s3.BucketNotification` to EventBridge; its id is the bucket. It overwrites what others have put there. */
export const s3BucketNotification: Resource<NotificationInputs> = {
  type: "aws:s3/bucketNotification:BucketNotification",
  inputs: ["bucket", "eventbridge"],
  notFound: ["NoSuchBucket"],

  async create(context, inputs) {
    await this.update?.(context, inputs.bucket, inputs, {});
    return inputs.bucket;
  },

  async read(context, Bucket) {
    const found = await context
      .client(S3Client)
      .send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    const parts = [found.LambdaFunctionConfigurations, found.QueueConfigurations];
    const others = [...parts, found.TopicConfigurations].some((part) => (part ?? []).length > 0);
    const eventbridge = found.EventBridgeConfiguration !== undefined;
    return eventbridge || others ? { bucket: Bucket, eventbridge } : undefined;
  },

  async update(context, Bucket, { eventbridge }) {
    const NotificationConfiguration = eventbridge ? { EventBridgeConfiguration: {} } : {};
    await context
      .client(S3Client)
      .send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  },

  async delete(context, Bucket) {
    await context
      .client(S3Client)
      .send(
        new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} }),
      );
  },
};
