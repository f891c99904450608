export {
  functionDescriptions,
  functionNames,
  type FunctionName,
  ofEachFunction,
} from "./functionNames.ts";
export { failureKey, failuresFolder, hourlyFolder, tenantsKey } from "./hourlyKeys.ts";
export { hourlyMachine, type HourlyMachineArgs } from "./hourlyMachine.ts";
