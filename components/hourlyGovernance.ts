import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  functionDescriptions,
  functionNames,
  type FunctionName,
  hourlyFolder,
  hourlyMachine,
  ofEachFunction,
} from "@quicksight-governance/core/hourly";
import type { HourlySettings } from "@quicksight-governance/core/settings";
import { createServiceRole } from "./createServiceRole.ts";
import { EventTriggers } from "./eventTriggers.ts";
import { functionBundle } from "./functionBundle.ts";
import { GovernanceFunction } from "./governanceFunction.ts";
import { HourlyAlarms } from "./hourlyAlarms.ts";

/** Arguments of {@link HourlyGovernance}. */
export interface HourlyGovernanceArgs {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  /** Where QuickSight tells of people and groups. */
  readonly identityRegion: string;
  readonly hourly: HourlySettings;
  /** The governance bucket. */
  readonly bucketName: pulumi.Input<string>;
  /** Path of what the stacks publish in Parameter Store. */
  readonly parameterPrefix: string;
  /** What each function may do, as a policy document. */
  readonly policies: Readonly<Record<FunctionName, { readonly Statement: readonly object[] }>>;
  /** The key that encrypts the environment of the functions; absent: AWS's own. */
  readonly keyArn?: pulumi.Input<string> | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** What the names of the functions, of the machine and of what belongs to them begin with. */
export const hourlyPrefix = "quicksight-governance-hourly";

/** The name of the schedule. */
export const scheduleName = "qs-gc-every-hour";

/** The name of a function in AWS: `quicksight-governance-hourly-reconcile-people`. */
export function functionNameOf(name: FunctionName): string {
  return `${hourlyPrefix}-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The name of the role of a function, of the machine or of the schedule; roles are global, so it names the Region. */
export function hourlyRoleNameOf(of: string, region: string): string {
  return `${of}-${region}`;
}

/** What IAM calls all of these roles. */
export const hourlyRoles = `${hourlyPrefix}-*`;

/** What calls the functions, and what calls that. */
const callers = { machine: `${hourlyPrefix}-machine`, schedule: `${hourlyPrefix}-schedule` };

/**
 * The governance that runs by itself: functions, the state machine that calls them for every tenant, and its schedule. What could not be started
 * lies in a queue. It goes by what the tenants' stacks have published, so that it never undoes what they did.
 *
 * @example
 * new HourlyGovernance("hourly", { accountId, partition, region, hourly, bucketName, parameterPrefix, policies, tags });
 */
export class HourlyGovernance extends pulumi.ComponentResource {
  readonly machineArn: pulumi.Output<string>;
  readonly queueArn: pulumi.Output<string>;
  /** The functions by name. */
  readonly functions: Readonly<Record<FunctionName, GovernanceFunction>>;

  constructor(name: string, args: HourlyGovernanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:HourlyGovernance", name, {}, opts);
    this.functions = makeFunctions(name, args, this);
    const machine = makeMachine(name, args, this.functions, this);
    this.machineArn = machine.arn;
    const queue = new aws.sqs.Queue(
      name,
      {
        name: hourlyPrefix,
        messageRetentionSeconds: longestRetention,
        sqsManagedSseEnabled: true,
        tags: args.tags,
      },
      { parent: this },
    );
    this.queueArn = queue.arn;
    makeSchedule(name, args, { machine, queue }, this);
    makeTriggers(args, { machine, queue }, this);
    if (args.hourly.alarms !== undefined) {
      const { accountId, region, hourly, tags } = args;
      new HourlyAlarms(
        "alarms-of-hours",
        {
          ...{ accountId, region, prefix: hourlyPrefix, hourly, tags },
          ...{ alarms: args.hourly.alarms, machineArn: machine.arn, queueName: queue.name },
        },
        { parent: this },
      );
    }
    this.registerOutputs({ machineArn: this.machineArn, queueArn: this.queueArn });
  }
}

/** Fourteen days, the longest that SQS keeps anything, in seconds. */
const longestRetention = 1_209_600;

/** Those that change QuickSight, and for which concurrency is reserved. */
const changing: ReadonlySet<FunctionName> = new Set(["reconcilePeople", "reconcileAccess"]);

function makeFunctions(
  name: string,
  args: HourlyGovernanceArgs,
  parent: pulumi.Resource,
): HourlyGovernance["functions"] {
  const { accountId, partition, region, hourly, policies, keyArn, tags } = args;
  const code = pulumi.output(functionBundle());
  const make = (fn: FunctionName) =>
    new GovernanceFunction(
      `${name}-${fn}`,
      {
        ...{
          handler: fn,
          functionName: functionNameOf(fn),
          roleName: hourlyRoleNameOf(functionNameOf(fn), region),
        },
        ...{ description: functionDescriptions[fn], code, policy: policies[fn] },
        ...{ accountId, partition, keyArn, tags },
        environment: {
          PARAMETER_PREFIX: args.parameterPrefix,
          ...(hourly.tenantMetrics ? { TENANT_METRICS: "1" } : {}),
        },
        ...{ seconds: hourly.seconds, memory: hourly.memory, logDays: hourly.logDays },
        reservedConcurrency: changing.has(fn) ? hourly.reservedConcurrency : undefined,
      },
      { parent },
    );
  return ofEachFunction(make);
}

function makeMachine(
  name: string,
  args: HourlyGovernanceArgs,
  functions: HourlyGovernance["functions"],
  parent: pulumi.Resource,
): aws.sfn.StateMachine {
  const { accountId, partition, region, hourly, bucketName, tags } = args;
  const { concurrency, seconds } = hourly;
  const arns = pulumi
    .all(functionNames.map((fn) => functions[fn].arn))
    .apply((all) => ofEachFunction((fn) => all[functionNames.indexOf(fn)] ?? ""));
  const states = `arn:${partition}:states:${region}:${accountId}`;
  const { role, policy } = createServiceRole(
    name,
    {
      ...{ roleName: hourlyRoleNameOf(callers.machine, region), service: "states.amazonaws.com" },
      ...{ accountId, tags, description: "Calls the functions of the hourly governance" },
      policy: pulumi.all([arns, bucketName]).apply(([all, bucket]) => ({
        Version: "2012-10-17",
        Statement: [
          allow("CallFunctions", ["lambda:InvokeFunction"], Object.values(all)),
          allow(
            "ReadTenants",
            ["s3:GetObject"],
            [`arn:${partition}:s3:::${bucket}/${hourlyFolder}*`],
          ),
          // Every tenant is an execution of its own, of the machine itself.
          allow(
            "RunTenants",
            ["states:StartExecution"],
            [`${states}:stateMachine:${hourlyPrefix}`],
          ),
          allow(
            "FollowTenants",
            ["states:DescribeExecution", "states:StopExecution", "states:RedriveExecution"],
            [`${states}:execution:${hourlyPrefix}/*`, `${states}:execution:${hourlyPrefix}:*`],
          ),
        ],
      })),
    },
    { parent },
  );
  return new aws.sfn.StateMachine(
    name,
    {
      name: hourlyPrefix,
      roleArn: role.arn,
      definition: pulumi
        .all([arns, bucketName])
        .apply(([all, bucket]) =>
          JSON.stringify(
            hourlyMachine({ functions: all, bucket, partition, concurrency, seconds }),
          ),
        ),
      tags,
    },
    { parent, dependsOn: policy },
  );
}

/** What starts a run besides the hour. */
function makeTriggers(
  args: HourlyGovernanceArgs,
  { machine, queue }: { readonly machine: aws.sfn.StateMachine; readonly queue: aws.sqs.Queue },
  parent: pulumi.Resource,
): void {
  const { accountId, partition, region, identityRegion, hourly, parameterPrefix, tags } = args;
  if (!hourly.events) return;
  new EventTriggers(
    "events",
    {
      ...{ accountId, partition, region, identityRegion, prefix: hourlyPrefix, parameterPrefix },
      ...{ bucketName: args.bucketName, machineArn: machine.arn, queueArn: queue.arn },
      ...{ code: pulumi.output(functionBundle()), keyArn: args.keyArn, tags },
      ...{ seconds: 60, memory: 512, logDays: hourly.logDays },
    },
    { parent },
  );
}

function allow(Sid: string, Action: readonly string[], Resource: readonly string[]) {
  return { Sid, Effect: "Allow", Action, Resource };
}

function makeSchedule(
  name: string,
  { accountId, region, hourly, tags }: HourlyGovernanceArgs,
  { machine, queue }: { readonly machine: aws.sfn.StateMachine; readonly queue: aws.sqs.Queue },
  parent: pulumi.Resource,
): void {
  const { role, policy } = createServiceRole(
    `${name}-schedule`,
    {
      ...{
        roleName: hourlyRoleNameOf(callers.schedule, region),
        service: "scheduler.amazonaws.com",
      },
      ...{ accountId, tags, description: "Starts the hourly governance" },
      policy: pulumi.all([machine.arn, queue.arn]).apply(([machineArn, queueArn]) => ({
        Version: "2012-10-17",
        Statement: [
          allow("Start", ["states:StartExecution"], [machineArn]),
          allow("KeepWhatFailed", ["sqs:SendMessage"], [queueArn]),
        ],
      })),
    },
    { parent },
  );
  new aws.scheduler.Schedule(
    name,
    {
      name: scheduleName,
      description: "Governs every QuickSight namespace that has a tenant stack",
      scheduleExpression: hourly.schedule,
      scheduleExpressionTimezone: hourly.timezone,
      state: hourly.paused ? "DISABLED" : "ENABLED",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: machine.arn,
        roleArn: role.arn,
        input: "{}",
        // An hour later the next one comes anyway.
        retryPolicy: { maximumEventAgeInSeconds: 1800, maximumRetryAttempts: 10 },
        deadLetterConfig: { arn: queue.arn },
      },
    },
    { parent, dependsOn: policy },
  );
}
