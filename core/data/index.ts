export { dataSetReading } from "./declared/reading.ts";
export { checkDataSources } from "./checkDataSources.ts";
export { checkDataFile, type ExpectedColumns } from "./checkDataFile.ts";
export { checkRuleCounts } from "./checkRuleCounts.ts";
export { compileRowRules, type CompiledRules } from "./compileRowRules.ts";
export type { Connection } from "./connections/connection.ts";
export { changeConnection } from "./connections/changeConnection.ts";
export { createConnection } from "./connections/createConnection.ts";
export { type FoundConnection, readConnection } from "./connections/readConnection.ts";
export { dataGuard } from "./declared/dataGuard.ts";
export type {
  ActualData,
  DeclaredAsset,
  GovernedData,
  Protection,
  Reading,
  TagRule,
} from "./declared/declaredAsset.ts";
export { describeDataStep } from "./declared/describeDataStep.ts";
export { describeLate } from "./declared/describeLate.ts";
export { groupOfPrincipal, type RecordedNaming } from "./declared/groupOfPrincipal.ts";
export { planTakings } from "./declared/planTakings.ts";
export { plainPart, type SeenRows } from "./declared/seenRows.ts";
export { entitle, type Entitled } from "./entitlements/entitle.ts";
export type { WrittenRule } from "./entitlements/writtenRules.ts";
export type { EntitlementTable } from "./entitlements/entitlement.ts";
export { readEntitlements } from "./entitlements/readEntitlements.ts";
export { parseEntitlements } from "./entitlements/parseEntitlements.ts";
export { describeSight } from "./describeSight.ts";
export { dataSources } from "./dataSources.ts";
export { describeReady } from "./judgeDataSource.ts";
export { loaded } from "./judgeLoads.ts";
export { loads, ruleLoads } from "./loads.ts";
