import type { FunctionName } from "./functionNames.ts";
import { callState, type State } from "./callState.ts";

/** What the machine is made with. */
export interface HourlyMachineArgs {
  /** The ARNs of the functions, by name. */
  readonly functions: Readonly<Record<FunctionName, string>>;
  /** The governance bucket. */
  readonly bucket: string;
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  /** Tenants at a time. */
  readonly concurrency: number;
  /** How long a function may take, in seconds: a call that takes longer has failed. */
  readonly seconds: number;
}

/** What governs a tenant, in this order: a group must be there before it is given anything. */
const subjects = [
  ["People", "people", "reconcilePeople"],
  ["Access", "access", "reconcileAccess"],
] as const satisfies readonly (readonly [string, string, FunctionName])[];

/** When a run ends that goes on and on, in seconds: the next hours' runs find the locks free. */
const longestRun = 6 * 3600;

/** Beyond a call's own time: to start a function, and for what Lambda retries. In seconds. */
const slack = 30;

/**
 * Part of the tenants, in percent, that may fail without a word of why in the bucket before the others are not begun: then AWS itself does not
 * work, and a redrive goes on where that was. A tenant whose failure is recorded counts as dealt with.
 */
const mostUnrecorded = 10;

/**
 * The state machine that runs by itself, in the Amazon States Language: all tenants side by side, each people first and then access, called again
 * for as long as a function says that it has not finished; then the snapshot, then the reports. A tenant that fails holds up no other: why is
 * recorded, and at the end the execution fails by their names.
 *
 * Its input is `{}`, or `{ "namespaces": ["sales"], "approve": ["5f0c1d9a7b3e"] }` for some tenants, and for refused plans that a person approved.
 * It is written in JSONPath, as a path that leads nowhere fails an execution: every answer has all fields.
 */
export function hourlyMachine(args: HourlyMachineArgs): object {
  const call = callState(args.partition, args.seconds + slack);
  return {
    Comment: "Governs every QuickSight namespace that has a tenant stack, then reports.",
    StartAt: "ListTenants",
    TimeoutSeconds: longestRun,
    States: {
      ListTenants: {
        ...call,
        Parameters: payloadOf(args.functions.listTenants, { run: "$$.Execution.Name", input: "$" }),
        ResultSelector: { "key.$": "$.Payload.key" },
        ResultPath: "$.tenants",
        Next: "Tenants",
      },
      Tenants: tenantsState(args, call),
      Snapshot: {
        ...call,
        Parameters: payloadOf(args.functions.snapshot, { run: "$$.Execution.Name" }),
        ResultPath: null,
        Next: "Report",
      },
      Report: {
        ...call,
        Parameters: payloadOf(args.functions.report, { run: "$$.Execution.Name" }),
        ResultSelector: { "failed.$": "$.Payload.failed", "cause.$": "$.Payload.cause" },
        ResultPath: "$.report",
        Next: "AnyFailed",
      },
      AnyFailed: {
        Type: "Choice",
        Choices: [{ Variable: "$.report.failed", NumericGreaterThan: 0, Next: "TenantsFailed" }],
        Default: "Done",
      },
      TenantsFailed: { Type: "Fail", Error: "TenantsFailed", CausePath: "$.report.cause" },
      Done: { Type: "Succeed" },
    },
  };
}

function tenantsState(args: HourlyMachineArgs, call: State): State {
  const { bucket, partition, concurrency, functions } = args;
  return {
    Type: "Map",
    ItemReader: {
      Resource: `arn:${partition}:states:::s3:getObject`,
      ReaderConfig: { InputType: "JSON" },
      Parameters: { Bucket: bucket, "Key.$": "$.tenants.key" },
    },
    ItemSelector: {
      "run.$": "$$.Execution.Name",
      "namespace.$": "$$.Map.Item.Value.namespace",
      "approve.$": "$$.Map.Item.Value.approve",
    },
    MaxConcurrency: concurrency,
    ToleratedFailurePercentage: mostUnrecorded,
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
      StartAt: subjects[0][0],
      States: {
        ...Object.fromEntries(
          subjects.flatMap((_, index) => Object.entries(subjectStates(index, args, call))),
        ),
        RecordFailure: {
          ...call,
          Parameters: payloadOf(functions.recordFailure, {
            ...{ run: "$.run", namespace: "$.namespace", last: "$.last" },
          }),
          ResultPath: null,
          Next: "TenantOver",
        },
        // Nothing: what thousands of tenants say would be more than a state can hold.
        TenantOver: { Type: "Pass", Result: {}, End: true },
      },
    },
    ResultPath: null,
    Next: "Snapshot",
  };
}

/** The states of one subject: call it, look at what it says, and go on with the next where all is done. */
function subjectStates(
  index: number,
  { functions }: HourlyMachineArgs,
  call: State,
): Readonly<Record<string, State>> {
  const [name, subject, fn] = subjects[index] ?? subjects[0];
  const next = subjects[index + 1]?.[0] ?? "TenantOver";
  return {
    [name]: {
      ...call,
      Parameters: payloadOf(functions[fn], {
        ...{ run: "$.run", namespace: "$.namespace", approve: "$.approve" },
      }),
      ResultSelector: {
        ...{ "subject.$": "$.Payload.subject", "outcome.$": "$.Payload.outcome" },
        ...{ "continue.$": "$.Payload.continue", "error.$": "$.Payload.error" },
        "message.$": "$.Payload.message",
      },
      ResultPath: "$.last",
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.caught", Next: `${name}Thrown` }],
      Next: `${name}Answered`,
    },
    [`${name}Answered`]: {
      Type: "Choice",
      Choices: [
        { Variable: "$.last.continue", BooleanEquals: true, Next: name },
        { Variable: "$.last.outcome", StringEquals: "done", Next: next },
      ],
      Default: "RecordFailure",
    },
    [`${name}Thrown`]: {
      Type: "Pass",
      Parameters: {
        ...{ subject, outcome: "failed", continue: false },
        ...{ "error.$": "$.caught.Error", "message.$": "$.caught.Cause" },
      },
      ResultPath: "$.last",
      Next: "RecordFailure",
    },
  };
}

function payloadOf(FunctionName: string, fields: Readonly<Record<string, string>>): object {
  const Payload = Object.fromEntries(
    Object.entries(fields).map(([field, path]) => [`${field}.$`, path]),
  );
  return { FunctionName, Payload };
}
