/** What metrics are made from: the part of a run's record that is counted. */
export interface CountedRun {
  readonly run: string;
  readonly namespace: string;
  readonly subject: string;
  readonly result: "done" | "continues" | "partly" | "refused" | "failed";
  readonly seconds: number;
  readonly done: readonly unknown[];
  readonly failed: readonly unknown[];
  readonly refusals: readonly string[];
  readonly errors: readonly unknown[];
  readonly unchanged: number;
  readonly throttled: number;
}

/** What CloudWatch calls the metrics of the hourly governance. */
export const metricsNamespace = "QuickSightGovernance";

/** Each metric with its unit, and what a run counts for it. */
const metrics = {
  /** People, or assets, that are as they should be. */
  Unchanged: ["Count", ({ unchanged }) => unchanged],
  Changes: ["Count", ({ done }) => done.length],
  /** Runs that the guard refused. */
  RefusedRuns: ["Count", ({ result }) => Number(result === "refused")],
  /** Runs that came to no end, or whose steps failed in part. */
  FailedRuns: ["Count", ({ result }) => Number(result === "failed" || result === "partly")],
  FailedSteps: ["Count", ({ failed }) => failed.length],
  Errors: ["Count", ({ errors }) => errors.length],
  /** Calls that QuickSight refused because there were too many. */
  ThrottledCalls: ["Count", ({ throttled }) => throttled],
  Duration: ["Seconds", ({ seconds }) => seconds],
} as const satisfies Readonly<
  Record<string, readonly [unit: "Count" | "Seconds", count: (run: CountedRun) => number]>
>;

/** The name of a metric. */
export type MetricName = keyof typeof metrics;

/** All of them. */
export const metricNames = Object.keys(metrics) as MetricName[];

/**
 * The metrics of one run, in CloudWatch's embedded metric format: a line of the function's log that becomes metrics. Over all tenants, and for each
 * by `Namespace` and `Subject` where that is asked for: CloudWatch charges for every metric of every tenant.
 */
export function runMetrics(run: CountedRun, now: Date, byTenant: boolean): object {
  const Metrics = metricNames.map((Name) => ({ Name, Unit: metrics[Name][0] }));
  const Dimensions = [[], ...(byTenant ? [["Namespace", "Subject"]] : [])];
  return {
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [{ Namespace: metricsNamespace, Dimensions, Metrics }],
    },
    ...{ Namespace: run.namespace, Subject: run.subject, Run: run.run, Result: run.result },
    ...Object.fromEntries(metricNames.map((name) => [name, metrics[name][1](run)])),
  };
}
