import {
  GetSubscriptionAttributesCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import type { Resource } from "../resource.ts";

type SubscriptionInputs = {
  confirmationTimeoutInMinutes: number;
  endpoint: string;
  endpointAutoConfirms: boolean;
  protocol: string;
  rawMessageDelivery: boolean;
  topic: string;
};

/** `aws.sns.TopicSubscription`; its id is its ARN. One by e-mail is not waited for: a person confirms it. */
export const snsTopicSubscription: Resource<SubscriptionInputs> = {
  type: "aws:sns/topicSubscription:TopicSubscription",
  inputs: [
    "confirmationTimeoutInMinutes",
    "endpoint",
    "endpointAutoConfirms",
    "protocol",
    "rawMessageDelivery",
    "topic",
  ],
  notFound: ["NotFoundException"],

  async create(context, { endpoint, protocol, topic }) {
    const { SubscriptionArn = "" } = await context.client(SNSClient).send(
      new SubscribeCommand({
        TopicArn: topic,
        Protocol: protocol,
        Endpoint: endpoint,
        ReturnSubscriptionArn: true,
      }),
    );
    return SubscriptionArn;
  },

  async settle(context, SubscriptionArn, { rawMessageDelivery }) {
    if (rawMessageDelivery) await setRaw(context.client(SNSClient), SubscriptionArn, true);
  },

  async read(context, SubscriptionArn) {
    const { Attributes = {} } = await context
      .client(SNSClient)
      .send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    return {
      arn: SubscriptionArn,
      endpoint: Attributes["Endpoint"],
      ownerId: Attributes["Owner"],
      pendingConfirmation: Attributes["PendingConfirmation"] === "true",
      protocol: Attributes["Protocol"],
      rawMessageDelivery: Attributes["RawMessageDelivery"] === "true",
      topic: Attributes["TopicArn"],
    };
  },

  async update(context, SubscriptionArn, { rawMessageDelivery }) {
    await setRaw(context.client(SNSClient), SubscriptionArn, rawMessageDelivery);
  },

  async delete(context, SubscriptionArn, { pendingConfirmation }) {
    // Nobody can delete what waits to be confirmed: it goes by itself.
    if (pendingConfirmation === true) return;
    await context.client(SNSClient).send(new UnsubscribeCommand({ SubscriptionArn }));
  },
};

async function setRaw(sns: SNSClient, SubscriptionArn: string, raw: boolean): Promise<void> {
  const AttributeName = "RawMessageDelivery";
  const AttributeValue = String(raw);
  await sns.send(
    new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }),
  );
}
