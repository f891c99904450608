import {
  type ActionAfterCompletion,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  type FlexibleTimeWindowMode,
  GetScheduleCommand,
  SchedulerClient,
  type ScheduleState,
  type Target,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import type { Resource } from "../resource.ts";

type TargetInputs = {
  arn: string;
  deadLetterConfig?: { arn: string };
  input?: string;
  retryPolicy?: { maximumEventAgeInSeconds?: number; maximumRetryAttempts?: number };
  roleArn: string;
};
type ScheduleInputs = {
  actionAfterCompletion?: ActionAfterCompletion;
  description?: string;
  endDate?: string;
  flexibleTimeWindow: { maximumWindowInMinutes?: number; mode: FlexibleTimeWindowMode };
  groupName?: string;
  kmsKeyArn?: string;
  name: string;
  namePrefix?: string;
  scheduleExpression: string;
  scheduleExpressionTimezone: string;
  startDate?: string;
  state: ScheduleState;
  target: TargetInputs;
};

/** `aws.scheduler.Schedule`; its id is `GROUP/NAME`. */
export const schedulerSchedule: Resource<ScheduleInputs> = {
  type: "aws:scheduler/schedule:Schedule",
  inputs: [
    "actionAfterCompletion",
    "description",
    "endDate",
    "flexibleTimeWindow",
    "groupName",
    "kmsKeyArn",
    "name",
    "namePrefix",
    "scheduleExpression",
    "scheduleExpressionTimezone",
    "startDate",
    "state",
    "target",
  ],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 64 },
  notFound: ["ResourceNotFoundException"],

  async create(context, inputs) {
    await context.client(SchedulerClient).send(new CreateScheduleCommand(scheduleOf(inputs)));
    return `${inputs.groupName ?? "default"}/${inputs.name}`;
  },

  async read(context, id) {
    const [GroupName, Name = ""] = id.split("/");
    const found = await context
      .client(SchedulerClient)
      .send(new GetScheduleCommand({ GroupName, Name }));
    const { FlexibleTimeWindow: window, Target: target } = found;
    return {
      actionAfterCompletion: found.ActionAfterCompletion ?? "NONE",
      arn: found.Arn,
      description: found.Description,
      endDate: found.EndDate?.toISOString(),
      flexibleTimeWindow: window && {
        maximumWindowInMinutes: window.MaximumWindowInMinutes,
        mode: window.Mode,
      },
      groupName: found.GroupName,
      kmsKeyArn: found.KmsKeyArn,
      name: found.Name,
      scheduleExpression: found.ScheduleExpression,
      scheduleExpressionTimezone: found.ScheduleExpressionTimezone,
      startDate: found.StartDate?.toISOString(),
      state: found.State,
      target: target && fromTarget(target),
    };
  },

  async update(context, _id, planned) {
    await context.client(SchedulerClient).send(new UpdateScheduleCommand(scheduleOf(planned)));
  },

  async delete(context, id) {
    const [GroupName, Name = ""] = id.split("/");
    await context.client(SchedulerClient).send(new DeleteScheduleCommand({ GroupName, Name }));
  },
};

/** All of it each time: what is left out goes back to the default. */
function scheduleOf(inputs: ScheduleInputs): CreateScheduleCommandInput {
  const { flexibleTimeWindow: window, target, startDate, endDate } = inputs;
  return {
    Name: inputs.name,
    GroupName: inputs.groupName,
    ActionAfterCompletion: inputs.actionAfterCompletion,
    ...(inputs.description ? { Description: inputs.description } : {}),
    ...(startDate ? { StartDate: new Date(startDate) } : {}),
    ...(endDate ? { EndDate: new Date(endDate) } : {}),
    FlexibleTimeWindow: {
      Mode: window.mode,
      ...(window.maximumWindowInMinutes
        ? { MaximumWindowInMinutes: window.maximumWindowInMinutes }
        : {}),
    },
    ...(inputs.kmsKeyArn ? { KmsKeyArn: inputs.kmsKeyArn } : {}),
    ScheduleExpression: inputs.scheduleExpression,
    ScheduleExpressionTimezone: inputs.scheduleExpressionTimezone,
    State: inputs.state,
    Target: toTarget(target),
  };
}

function toTarget({ arn, deadLetterConfig, input, retryPolicy, roleArn }: TargetInputs): Target {
  return {
    Arn: arn,
    RoleArn: roleArn,
    ...(input === undefined ? {} : { Input: input }),
    ...(deadLetterConfig ? { DeadLetterConfig: { Arn: deadLetterConfig.arn } } : {}),
    ...(retryPolicy
      ? {
          RetryPolicy: {
            MaximumEventAgeInSeconds: retryPolicy.maximumEventAgeInSeconds ?? usual.age,
            MaximumRetryAttempts: retryPolicy.maximumRetryAttempts ?? usual.attempts,
          },
        }
      : {}),
  };
}

/** What Scheduler retries with when nothing is said; the provider takes a missing block for it. */
const usual = { age: 86_400, attempts: 185 };

function fromTarget({ Arn, RoleArn, Input, DeadLetterConfig, RetryPolicy }: Target) {
  const {
    MaximumEventAgeInSeconds: age = usual.age,
    MaximumRetryAttempts: attempts = usual.attempts,
  } = RetryPolicy ?? {};
  const isUsual = age === usual.age && attempts === usual.attempts;
  return {
    arn: Arn,
    deadLetterConfig: DeadLetterConfig && { arn: DeadLetterConfig.Arn },
    input: Input,
    retryPolicy: isUsual
      ? undefined
      : { maximumEventAgeInSeconds: age, maximumRetryAttempts: attempts },
    roleArn: RoleArn,
  };
}
