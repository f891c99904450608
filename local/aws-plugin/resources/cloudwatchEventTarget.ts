import {
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  type PutTargetsResultEntry,
  RemoveTargetsCommand,
  type RemoveTargetsResultEntry,
  type Target,
} from "@aws-sdk/client-eventbridge";
import type { Resource } from "../resource.ts";

type TargetInputs = {
  arn: string;
  deadLetterConfig?: { arn?: string };
  eventBusName: string;
  forceDestroy: boolean;
  input?: string;
  inputTransformer?: { inputPaths?: Record<string, string>; inputTemplate: string };
  retryPolicy?: { maximumEventAgeInSeconds?: number; maximumRetryAttempts?: number };
  roleArn?: string;
  rule: string;
  targetId: string;
};

/** `aws.cloudwatch.EventTarget` of a rule of the default bus; its id is `RULE-TARGET`. */
export const cloudwatchEventTarget: Resource<TargetInputs> = {
  type: "aws:cloudwatch/eventTarget:EventTarget",
  inputs: [
    "arn",
    "deadLetterConfig",
    "eventBusName",
    "forceDestroy",
    "input",
    "inputTransformer",
    "retryPolicy",
    "roleArn",
    "rule",
    "targetId",
  ],
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
    const { DeadLetterConfig: letters, RetryPolicy: retry } = target;
    return {
      arn: target.Arn,
      deadLetterConfig: letters?.Arn === undefined ? undefined : { arn: letters.Arn },
      input: target.Input,
      retryPolicy: retry && {
        maximumEventAgeInSeconds: retry.MaximumEventAgeInSeconds,
        maximumRetryAttempts: retry.MaximumRetryAttempts,
      },
      roleArn: target.RoleArn,
      rule,
      targetId,
      inputTransformer: inputTemplate === undefined ? undefined : { inputPaths, inputTemplate },
    };
  },

  async update(context, _id, inputs) {
    const { eventBusName, rule } = inputs;
    const { FailedEntries } = await context.client(EventBridgeClient).send(
      new PutTargetsCommand({
        Rule: rule,
        EventBusName: eventBusName,
        Targets: [targetOf(inputs)],
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

function targetOf(inputs: TargetInputs): Target {
  const { deadLetterConfig, input, inputTransformer, retryPolicy, roleArn } = inputs;
  return {
    Id: inputs.targetId,
    Arn: inputs.arn,
    ...(deadLetterConfig ? { DeadLetterConfig: { Arn: deadLetterConfig.arn } } : {}),
    ...(input === undefined ? {} : { Input: input }),
    ...(inputTransformer
      ? {
          InputTransformer: {
            InputPathsMap: inputTransformer.inputPaths,
            InputTemplate: inputTransformer.inputTemplate,
          },
        }
      : {}),
    ...(retryPolicy
      ? {
          RetryPolicy: {
            MaximumEventAgeInSeconds: retryPolicy.maximumEventAgeInSeconds ?? 0,
            MaximumRetryAttempts: retryPolicy.maximumRetryAttempts ?? 0,
          },
        }
      : {}),
    ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
  };
}

/** EventBridge answers what it did not do in a call that succeeds. */
function requireAll(
  failed: readonly (PutTargetsResultEntry | RemoveTargetsResultEntry)[] = [],
): void {
  const [first] = failed;
  if (first === undefined) return;
  throw new Error(`${first.ErrorCode ?? "failed"}: ${first.ErrorMessage ?? ""}`);
}
