import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTagsForResourceCommand,
  PutRuleCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type RuleState,
} from "@aws-sdk/client-eventbridge";
import type { Resource } from "../resource.ts";
import { fromTagList, tagChanges, toTagList } from "../tags.ts";

type RuleInputs = {
  description?: string;
  eventBusName: string;
  eventPattern?: string;
  forceDestroy: boolean;
  name: string;
  namePrefix?: string;
  state?: RuleState;
  tags?: Record<string, string>;
};

/** `aws.cloudwatch.EventRule` of the default bus; its id is its name. A rule of this name that is there is taken over. */
export const cloudwatchEventRule: Resource<RuleInputs> = {
  type: "aws:cloudwatch/eventRule:EventRule",
  inputs: [
    "description",
    "eventBusName",
    "eventPattern",
    "forceDestroy",
    "name",
    "namePrefix",
    "state",
    "tags",
  ],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 64 },
  notFound: ["ResourceNotFoundException"],

  async create(context, inputs) {
    const Tags = toTagList(inputs.tags);
    await context
      .client(EventBridgeClient)
      .send(new PutRuleCommand({ ...ruleOf(inputs), ...(Tags.length > 0 ? { Tags } : {}) }));
    return inputs.name;
  },

  async read(context, name, inputs) {
    const events = context.client(EventBridgeClient);
    const rule = await events.send(new DescribeRuleCommand({ Name: name }));
    const { Tags } = await events.send(new ListTagsForResourceCommand({ ResourceARN: rule.Arn }));
    return {
      arn: rule.Arn,
      description: rule.Description || undefined,
      eventBusName: rule.EventBusName,
      eventPattern: rule.EventPattern,
      name: rule.Name,
      // The released provider looks at it only where it is declared.
      state: inputs.state === undefined ? undefined : rule.State,
      tags: fromTagList(Tags),
    };
  },

  async update(context, name, planned, state) {
    const events = context.client(EventBridgeClient);
    const { RuleArn: ResourceARN } = await events.send(new PutRuleCommand(ruleOf(planned)));
    const { set, drop } = tagChanges(state.tags ?? {}, planned.tags);
    if (drop.length > 0) {
      await events.send(new UntagResourceCommand({ ResourceARN, TagKeys: drop }));
    }
    if (set.length > 0) await events.send(new TagResourceCommand({ ResourceARN, Tags: set }));
  },

  async delete(context, name, { forceDestroy }) {
    await context
      .client(EventBridgeClient)
      .send(new DeleteRuleCommand({ Name: name, Force: forceDestroy ?? false }));
  },
};

function ruleOf({ name, description, eventBusName, eventPattern, state }: RuleInputs) {
  return {
    Name: name,
    EventBusName: eventBusName,
    EventPattern: eventPattern,
    Description: description ?? "",
    State: state ?? "ENABLED",
  };
}
