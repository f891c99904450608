/** The folder of the governance bucket for what an execution hands from state to state: a list may be longer than a state can hold. */
export const hourlyFolder = "monitoring/quicksight/hourly/";

/** The list of the tenants that an execution goes over: JSON, an object for each. */
export function tenantsKey(run: string): string {
  return `${hourlyFolder}${run}/tenants.json`;
}

/** The folder of the tenants that failed in an execution, an object for each. */
export function failuresFolder(run: string): string {
  return `${hourlyFolder}${run}/failed/`;
}

/** The object of a tenant that failed in an execution. */
export function failureKey(run: string, namespace: string): string {
  return `${failuresFolder(run)}${namespace}.json`;
}
