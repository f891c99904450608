export {
  functionDescriptions,
  functionNames,
  type FunctionName,
  ofEachFunction,
} from "./functionNames.ts";
export { failureKey, failuresFolder, hourlyFolder, tenantsKey } from "./hourlyKeys.ts";
export { hourlyMachine, type HourlyMachineArgs } from "./hourlyMachine.ts";
export {
  arrivalPattern,
  driftPattern,
  type GovernanceEvent,
  governedCalls,
  membershipFolder,
  type OwnRoles,
  ownCallerOf,
  uploadPattern,
} from "./governanceEvent.ts";
export { runSoon, soonPrefix, type SoonRun } from "./runSoon.ts";
export { scheduleOnce, type SoonTarget } from "./scheduleOnce.ts";
export { type Trigger, triggeredBy } from "./triggeredBy.ts";
export { type AlarmedGovernance, type HourlyAlarm, hourlyAlarms } from "./hourlyAlarms.ts";
export { hourlyDashboard, type ShownGovernance } from "./hourlyDashboard.ts";
export {
  type CountedRun,
  type MetricName,
  metricNames,
  metricsNamespace,
  runMetrics,
} from "./runMetrics.ts";
