import { type MetricName, metricsNamespace } from "./runMetrics.ts";

/** What the dashboard shows. */
export interface ShownGovernance {
  readonly region: string;
  readonly machineArn: string;
  readonly alarmArns: readonly string[];
}

/** The body of the dashboard of CloudWatch: alarms, executions, and what the runs did, over all tenants. */
export function hourlyDashboard({ region, machineArn, alarmArns }: ShownGovernance): object {
  const of = (title: string, metrics: readonly unknown[], more: object = {}) => ({
    ...{ type: "metric", width: 12, height: 6 },
    properties: { title, region, metrics, stat: "Sum", period: 3600, view: "timeSeries", ...more },
  });
  const runs = (...names: MetricName[]) => names.map((name) => [metricsNamespace, name]);
  const executions = ["Started", "Succeeded", "Failed", "TimedOut"].map((name) => [
    ...["AWS/States", `Executions${name}`, "StateMachineArn", machineArn],
  ]);
  return {
    widgets: [
      { type: "alarm", width: 24, height: 2, properties: { title: "Alarms", alarms: alarmArns } },
      of("Executions", executions),
      of("Changes and what is unchanged", runs("Changes", "Unchanged")),
      of("Refused and failed runs", runs("RefusedRuns", "FailedRuns", "FailedSteps", "Errors")),
      of("Calls that QuickSight throttled", runs("ThrottledCalls")),
      of("Seconds of a run", runs("Duration"), { stat: "p95" }),
    ],
  };
}
