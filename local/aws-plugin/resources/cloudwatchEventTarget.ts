import {
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import type { Resource } from "../resource.ts";

type TargetInputs = {
  arn: string;
  eventBusName: string;
  forceDestroy: boolean;
  inputTransformer?: { inputPaths?: Record<string, string>; inputTemplate: string };
  rule: string;
  targetId: string;
};

/** `aws.cloudwatch.EventTarget` of a rule of the default bus; its id is `RULE-TARGET`. */
export const cloudwatchEventTarget: Resource<TargetInputs> = {
  type: "aws:cloudwatch/eventTarget:EventTarget",
  inputs: ["arn", "eventBusName", "forceDestroy", "inputTransformer", "rule", "targetId"],
  naming: { input: "targetId", maxLength: 64 },
  notFound: ["ResourceNotFoundException", "ValidationException"],

  async create(context, inputs) {
    const id = `${inputs.rule}-${inputs.targetId}`;
    await this.update?.(context, id, inputs, {});
    return id;
  },

  async read(context, _id, { rule, targetId }) {
    const { Targets } = await context
      .client(EventBridgeClient)
      .send(new ListTargetsByRuleCommand({ Rule: rule }));
    const target = Targets?.find(({ Id }) => Id === targetId);
    if (target === undefined) return undefined;
    const { InputPathsMap: inputPaths, InputTemplate: inputTemplate } =
      target.InputTransformer ?? {};
    return {
      arn: target.Arn,
      rule,
      targetId,
      inputTransformer: inputTemplate === undefined ? undefined : { inputPaths, inputTemplate },
    };
  },

  async update(context, _id, { arn, eventBusName, inputTransformer, rule, targetId }) {
    const transformed = inputTransformer && {
      InputTransformer: {
        InputPathsMap: inputTransformer.inputPaths,
        InputTemplate: inputTransformer.inputTemplate,
      },
    };
    const { FailedEntries } = await context.client(EventBridgeClient).send(
      new PutTargetsCommand({
        Rule: rule,
        EventBusName: eventBusName,
        Targets: [{ Id: targetId, Arn: arn, ...transformed }],
      }),
    );
    const failed = FailedEntries?.[0];
    if (failed !== undefined) {
      throw new Error(`${failed.ErrorCode ?? "failed"}: ${failed.ErrorMessage ?? ""}`);
    }
  },

  async delete(context, _id, { rule, targetId, forceDestroy }) {
    await context.client(EventBridgeClient).send(
      new RemoveTargetsCommand({
        Rule: rule,
        Ids: [targetId ?? ""],
        Force: forceDestroy ?? false,
      }),
    );
  },
};
