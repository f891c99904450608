import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  SetTopicAttributesCommand,
  SNSClient,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-sns";
import type { Resource } from "../resource.ts";
import { fromTagList, tagChanges, toTagList } from "../tags.ts";

type TopicInputs = {
  contentBasedDeduplication: boolean;
  displayName?: string;
  fifoTopic: boolean;
  name: string;
  namePrefix?: string;
  tags?: Record<string, string>;
};

/** `aws.sns.Topic`, standard ones; its id is its ARN. A topic of this name that is there is taken over. */
export const snsTopic: Resource<TopicInputs> = {
  type: "aws:sns/topic:Topic",
  inputs: ["contentBasedDeduplication", "displayName", "fifoTopic", "name", "namePrefix", "tags"],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 256 },
  notFound: ["NotFoundException"],

  async create(context, { name, tags }) {
    const Tags = toTagList(tags);
    const { TopicArn = "" } = await context
      .client(SNSClient)
      .send(new CreateTopicCommand({ Name: name, ...(Tags.length > 0 ? { Tags } : {}) }));
    return TopicArn;
  },

  async settle(context, TopicArn, { displayName }) {
    if (displayName === undefined) return;
    await context.client(SNSClient).send(setAttribute(TopicArn, "DisplayName", displayName));
  },

  async read(context, TopicArn) {
    const sns = context.client(SNSClient);
    const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
    return {
      arn: TopicArn,
      name: TopicArn.slice(TopicArn.lastIndexOf(":") + 1),
      displayName: Attributes["DisplayName"] || undefined,
      owner: Attributes["Owner"],
      policy: Attributes["Policy"],
      tags: fromTagList(Tags),
    };
  },

  async update(context, TopicArn, planned, state) {
    const sns = context.client(SNSClient);
    if (planned.displayName !== state.displayName) {
      await sns.send(setAttribute(TopicArn, "DisplayName", planned.displayName ?? ""));
    }
    const { set, drop } = tagChanges(state.tags ?? {}, planned.tags);
    const ResourceArn = TopicArn;
    if (drop.length > 0) await sns.send(new UntagResourceCommand({ ResourceArn, TagKeys: drop }));
    if (set.length > 0) await sns.send(new TagResourceCommand({ ResourceArn, Tags: set }));
  },

  async delete(context, TopicArn) {
    await context.client(SNSClient).send(new DeleteTopicCommand({ TopicArn }));
  },
};

function setAttribute(TopicArn: string, AttributeName: string, AttributeValue: string) {
  return new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue });
}
