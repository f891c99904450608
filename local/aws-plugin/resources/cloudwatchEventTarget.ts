import {
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  type PutTargetsResultEntry,
  RemoveTargetsCommand,
  type RemoveTargetsResultEntry,
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
  notFound: ["ResourceNotFoundException"],

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
    requireAll(FailedEntries);
  },

  async delete(context, _id, { rule, targetId, forceDestroy }) {
    const { FailedEntries } = await context.client(EventBridgeClient).send(
      new RemoveTargetsCommand({
        Rule: rule,
        Ids: [targetId ?? ""],
        Force: forceDestroy ?? false,
      }),
    );
    requireAll(FailedEntries);
  },
};

/** EventBridge answers what it did not do in a call that succeeds. */
function requireAll(
  failed: readonly (PutTargetsResultEntry | RemoveTargetsResultEntry)[] = [],
): void {
  const [first] = failed;
  if (first === undefined) return;
  throw new Error(`${first.ErrorCode ?? "failed"}: ${first.ErrorMessage ?? ""}`);
}
