import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { type SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";

/**
 * Subscribes a new queue to a topic, as whoever wants to see its messages.
 *
 * @returns what reads the messages that have come since, each as it was published
 */
export async function readTopic(
  sqs: SQSClient,
  sns: SNSClient,
  TopicArn: string,
): Promise<() => Promise<string[]>> {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "messages" }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  const queueArn = Attributes?.["QueueArn"] ?? "";
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": TopicArn } },
      },
    ],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await sns.send(
    new SubscribeCommand({
      ...{ TopicArn, Protocol: "sqs", Endpoint: queueArn },
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
  return async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    if (Messages.length > 0) {
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({
        ...{ Id: String(index), ReceiptHandle },
      }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
    return Messages.map(({ Body = "" }) => Body);
  };
}
