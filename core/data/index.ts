export { checkDataFile, type ExpectedColumns } from "./checkDataFile.ts";
export { checkRuleCounts } from "./checkRuleCounts.ts";
export { compileRowRules, type CompiledRules } from "./compileRowRules.ts";
export { dataGuard } from "./declared/dataGuard.ts";
export type { DeclaredAsset, Protection } from "./declared/declaredAsset.ts";
export { findUses } from "./declared/findUses.ts";
export { planTakings } from "./declared/planTakings.ts";
export { describeSight } from "./describeSight.ts";
