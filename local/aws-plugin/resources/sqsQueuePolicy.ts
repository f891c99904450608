import {
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Resource } from "../resource.ts";

type QueuePolicyInputs = { policy: string; queueUrl: string };

/** `aws.sqs.QueuePolicy`; its id is the queue's address. */
export const sqsQueuePolicy: Resource<QueuePolicyInputs> = {
  type: "aws:sqs/queuePolicy:QueuePolicy",
  inputs: ["policy", "queueUrl"],
  notFound: ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"],

  async create(context, inputs) {
    await this.update?.(context, inputs.queueUrl, inputs, {});
    return inputs.queueUrl;
  },

  async read(context, QueueUrl) {
    const { Attributes: found = {} } = await context
      .client(SQSClient)
      .send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }));
    return found.Policy ? { policy: found.Policy, queueUrl: QueueUrl } : undefined;
  },

  async update(context, QueueUrl, { policy }) {
    await context
      .client(SQSClient)
      .send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: policy } }));
  },

  async delete(context, QueueUrl) {
    await context
      .client(SQSClient)
      .send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "" } }));
  },
};
