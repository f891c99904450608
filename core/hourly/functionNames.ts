/** The functions of the hourly governance, in the order of a run, by what their handlers are called. */
export const functionNames = [
  "listTenants",
  "reconcilePeople",
  "reconcileAccess",
  "recordFailure",
  "snapshot",
  "report",
] as const;

/** See {@link functionNames}. */
export type FunctionName = (typeof functionNames)[number];

/** What each of them does, for whoever reads the list of functions in AWS. */
export const functionDescriptions: Readonly<Record<FunctionName, string>> = {
  listTenants: "Lists the QuickSight namespaces that have a deployed tenant stack",
  reconcilePeople: "Makes the people of a QuickSight namespace what its membership file says",
  reconcileAccess: "Makes what groups of a QuickSight namespace open what its settings say",
  recordFailure: "Keeps why a QuickSight namespace could not be governed",
  snapshot: "Keeps who may open what in QuickSight",
  report: "Writes the reports about QuickSight, and says which namespaces failed",
};

/** A value for each of them. */
export function ofEachFunction<Value>(
  make: (name: FunctionName) => Value,
): Readonly<Record<FunctionName, Value>> {
  return Object.fromEntries(functionNames.map((name) => [name, make(name)])) as Record<
    FunctionName,
    Value
  >;
}
