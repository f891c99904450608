import {
  GetTopicAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import type { Resource } from "../resource.ts";

type TopicPolicyInputs = { arn: string; policy: string };

/** `aws.sns.TopicPolicy`; its id is the topic's ARN. Deleting puts back what a new topic has. */
export const snsTopicPolicy: Resource<TopicPolicyInputs> = {
  type: "aws:sns/topicPolicy:TopicPolicy",
  inputs: ["arn", "policy"],
  notFound: ["NotFoundException"],

  async create(context, inputs) {
    await this.update?.(context, inputs.arn, inputs, {});
    return inputs.arn;
  },

  async read(context, TopicArn) {
    const { Attributes = {} } = await context
      .client(SNSClient)
      .send(new GetTopicAttributesCommand({ TopicArn }));
    return { arn: TopicArn, owner: Attributes["Owner"], policy: Attributes["Policy"] };
  },

  async update(context, TopicArn, { policy }) {
    const AttributeName = "Policy";
    await context
      .client(SNSClient)
      .send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue: policy }));
  },

  async delete(context, TopicArn) {
    const AttributeValue = JSON.stringify(policyOfNewTopic(TopicArn));
    await context
      .client(SNSClient)
      .send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
  },
};

/** SNS developer guide: everybody of the topic's account. */
function policyOfNewTopic(TopicArn: string) {
  const actions = ["GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission"];
  const more = ["DeleteTopic", "Subscribe", "ListSubscriptionsByTopic", "Publish"];
  return {
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [...actions, ...more].map((action) => `SNS:${action}`),
        Resource: TopicArn,
        Condition: { StringEquals: { "AWS:SourceOwner": TopicArn.split(":")[4] } },
      },
    ],
  };
}
