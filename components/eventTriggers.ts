import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  arrivalPattern,
  driftPattern,
  soonPrefix,
  uploadPattern,
} from "@quicksight-governance/core/hourly";
import { createServiceRole } from "./createServiceRole.ts";
import { GovernanceFunction, type GovernanceFunctionArgs } from "./governanceFunction.ts";

/** Arguments of {@link EventTriggers}. */
export interface EventTriggersArgs extends Pick<
  GovernanceFunctionArgs,
  "accountId" | "partition" | "keyArn" | "seconds" | "memory" | "logDays" | "tags" | "code"
> {
  readonly region: string;
  /** Where QuickSight tells of people and groups. */
  readonly identityRegion: string;
  /** What the names of all that belongs to the hourly governance begin with. */
  readonly prefix: string;
  readonly bucketName: pulumi.Input<string>;
  readonly parameterPrefix: string;
  readonly machineArn: pulumi.Input<string>;
  /** Where it lies if the machine could not be started. */
  readonly queueArn: pulumi.Input<string>;
}

/**
 * What starts a run besides the hour: a new membership file in the bucket, somebody who registered themselves, and what somebody changed by hand. Rules
 * of EventBridge have a function make a schedule that fires once, which starts the state machine for that tenant.
 *
 * QuickSight's events are CloudTrail's: they come only where a trail logs, those about people and groups in the identity Region, whose rule hands
 * them on.
 *
 * @example
 * new EventTriggers("events", { ...facts, prefix, bucketName, parameterPrefix, machineArn, queueArn, code, seconds: 60, memory: 512, logDays, tags });
 */
export class EventTriggers extends pulumi.ComponentResource {
  constructor(name: string, args: EventTriggersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:EventTriggers", name, {}, opts);
    const { accountId, partition, region, identityRegion, prefix, tags } = args;
    const fn = makeFunction(name, args, this);
    new aws.s3.BucketNotification(
      name,
      { bucket: args.bucketName, eventbridge: true },
      { parent: this },
    );
    const own = { accountId, partition, prefix };
    const patterns: Readonly<Record<string, pulumi.Input<object>>> = {
      uploads: pulumi.output(args.bucketName).apply(uploadPattern),
      arrivals: arrivalPattern,
      changes: driftPattern(own),
    };
    for (const [rule, pattern] of Object.entries(patterns)) {
      const made = new aws.cloudwatch.EventRule(
        `${name}-${rule}`,
        {
          ...{ name: `${prefix}-${rule}`, description: descriptions[rule], state: "ENABLED", tags },
          eventPattern: pulumi.jsonStringify(pattern),
        },
        { parent: this },
      );
      const permission = new aws.lambda.Permission(
        `${name}-${rule}`,
        {
          ...{ statementId: rule, action: "lambda:InvokeFunction" },
          ...{ function: fn.functionName, principal: "events.amazonaws.com" },
          ...{ sourceArn: made.arn, sourceAccount: accountId },
        },
        { parent: this, dependsOn: fn },
      );
      new aws.cloudwatch.EventTarget(
        `${name}-${rule}`,
        {
          ...{ rule: made.name, targetId: "function", arn: fn.arn },
          retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
        },
        { parent: this, dependsOn: permission },
      );
    }
    if (identityRegion !== region) handOn(name, args, this);
    this.registerOutputs({});
  }
}

const descriptions: Readonly<Record<string, string>> = {
  uploads: "A new membership file: its tenant is governed at once",
  arrivals: "Somebody registered themselves in QuickSight: they are put into their group at once",
  changes: "Somebody changed by hand what a tenant's files say: it is put right at once",
};

function makeFunction(
  name: string,
  args: EventTriggersArgs,
  parent: pulumi.Resource,
): GovernanceFunction {
  const { accountId, partition, region, prefix, parameterPrefix, machineArn, queueArn, tags } =
    args;
  const { role } = createServiceRole(
    `${name}-soon`,
    {
      ...{ roleName: `${prefix}-soon-${region}`, service: "scheduler.amazonaws.com" },
      ...{ accountId, tags, description: "Starts the governance of a tenant because of an event" },
      policy: pulumi.all([machineArn, queueArn]).apply(([machine, queue]) => ({
        Version: "2012-10-17",
        Statement: [
          allow("Start", ["states:StartExecution"], [machine]),
          allow("KeepWhatFailed", ["sqs:SendMessage"], [queue]),
        ],
      })),
    },
    { parent },
  );
  const schedules = `arn:${partition}:scheduler:${region}:${accountId}:schedule/default/${soonPrefix}*`;
  const parameters = `arn:${partition}:ssm:${region}:${accountId}:parameter${parameterPrefix}/*`;
  const { code, keyArn, seconds, memory, logDays } = args;
  return new GovernanceFunction(
    name,
    {
      ...{ handler: "onEvent", functionName: `${prefix}-on-event`, code, keyArn },
      ...{ roleName: `${prefix}-on-event-${region}`, accountId, partition, tags },
      description: "Has a QuickSight namespace governed because of an event",
      policy: role.arn.apply((roleArn) => ({
        Statement: [
          allow("Published", ["ssm:GetParametersByPath"], [parameters]),
          allow("Soon", ["scheduler:CreateSchedule"], [schedules]),
          allow("PassRole", ["iam:PassRole"], [roleArn]),
        ],
      })),
      environment: {
        PARAMETER_PREFIX: parameterPrefix,
        MACHINE_ARN: machineArn,
        SOON_ROLE_ARN: role.arn,
        QUEUE_ARN: queueArn,
      },
      ...{ seconds, memory, logDays },
    },
    { parent },
  );
}

/** Hands QuickSight's events about people and groups on to this Region, where the function is. */
function handOn(
  name: string,
  { accountId, partition, region, identityRegion, prefix, tags }: EventTriggersArgs,
  parent: pulumi.Resource,
): void {
  const bus = `arn:${partition}:events:${region}:${accountId}:event-bus/default`;
  const { role, policy } = createServiceRole(
    `${name}-hand-on`,
    {
      ...{ roleName: `${prefix}-hand-on-${region}`, service: "events.amazonaws.com", accountId },
      ...{ tags, description: `Hands events of QuickSight on to ${region}` },
      policy: { Version: "2012-10-17", Statement: [allow("HandOn", ["events:PutEvents"], [bus])] },
    },
    { parent },
  );
  const own = { accountId, partition, prefix };
  for (const [rule, pattern] of Object.entries({
    arrivals: arrivalPattern,
    changes: driftPattern(own),
  })) {
    const made = new aws.cloudwatch.EventRule(
      `${name}-${rule}-of-people`,
      {
        ...{
          name: `${prefix}-${rule}-to-${region}`,
          region: identityRegion,
          state: "ENABLED",
          tags,
        },
        ...{ description: descriptions[rule], eventPattern: JSON.stringify(pattern) },
      },
      { parent },
    );
    new aws.cloudwatch.EventTarget(
      `${name}-${rule}-of-people`,
      { rule: made.name, region: identityRegion, targetId: "bus", arn: bus, roleArn: role.arn },
      { parent, dependsOn: policy },
    );
  }
}

function allow(Sid: string, Action: readonly string[], Resource: readonly string[]) {
  return { Sid, Effect: "Allow", Action, Resource };
}
