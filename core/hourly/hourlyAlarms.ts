import { metricsNamespace } from "./runMetrics.ts";

/** An alarm of CloudWatch about one metric. */
export interface HourlyAlarm {
  /** The end of its name. */
  readonly name: string;
  /** What it means and what to do, a line of docs/hourly.md. */
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Sum" | "Maximum";
  /** In seconds. */
  readonly period: number;
  readonly periods: number;
  /** It is an alarm from this on, or below it. */
  readonly threshold: number;
  readonly when: "atLeast" | "below";
}

/** What the alarms are about. */
export interface AlarmedGovernance {
  readonly machineArn: string;
  readonly queueName: string;
  /** When it runs: an expression of Scheduler. */
  readonly schedule: string;
  readonly paused: boolean;
}

const hour = 3600;

/** The alarms of the hourly governance. One that says that nothing ran is there only where it is known when something must. */
export function hourlyAlarms(of: AlarmedGovernance): readonly HourlyAlarm[] {
  const machine = { namespace: "AWS/States", dimensions: { StateMachineArn: of.machineArn } };
  const runs = { namespace: metricsNamespace, dimensions: {} };
  const once = {
    statistic: "Sum",
    period: 300,
    periods: 1,
    threshold: 1,
    when: "atLeast",
  } as const;
  const silence = of.paused ? undefined : silenceOf(of.schedule);
  return [
    {
      ...{ name: "refused", ...runs, metric: "RefusedRuns", ...once },
      description:
        "The guard refused a plan: read it in the record of the run; approve its hash by an execution with approve, or put the file right.",
    },
    {
      ...{ name: "tenants-failed", ...machine, metric: "ExecutionsFailed", ...once },
      description:
        "An execution failed: its cause names each tenant with its reason. The others were governed.",
    },
    {
      ...{ name: "ended", ...machine, metric: "ExecutionsTimedOut", ...once },
      description:
        "An execution took longer than it may: redrive it, or govern fewer tenants at a time.",
    },
    ...(silence === undefined
      ? []
      : [
          {
            ...{ name: "silent", ...machine, metric: "ExecutionsSucceeded", ...silence },
            ...({ statistic: "Sum", threshold: 1, when: "below" } as const),
            description:
              "No execution succeeded in twice the time between two: look at the schedule qs-gc-every-hour, the queue, and the last executions.",
          },
        ]),
    {
      ...{
        name: "dead-letters",
        namespace: "AWS/SQS",
        metric: "ApproximateNumberOfMessagesVisible",
      },
      ...({ dimensions: { QueueName: of.queueName }, ...once, statistic: "Maximum" } as const),
      description:
        "An execution could not be started: the message says why. Put that right, start one by hand, and empty the queue.",
    },
  ];
}

const units: Readonly<Record<string, number>> = { minute: 60, hour, day: 24 * hour };

/**
 * How long it may be silent: twice the time between two runs, two hours at least; undefined where a cron expression says when, or where that is
 * more than CloudWatch looks back, a week (API reference of PutMetricAlarm).
 */
function silenceOf(schedule: string): Pick<HourlyAlarm, "period" | "periods"> | undefined {
  const [, count, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  if (count === undefined) return undefined;
  const periods = Math.max(2, Math.ceil((2 * Number(count) * (units[unit] ?? 0)) / hour));
  return periods > 7 * 24 ? undefined : { period: hour, periods };
}
