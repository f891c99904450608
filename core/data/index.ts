export { compileRowRules, type CompiledRules } from "./compileRowRules.ts";
export { dataGuard } from "./declared/dataGuard.ts";
export type { DeclaredAsset, Protection } from "./declared/declaredAsset.ts";
export { findUses } from "./declared/findUses.ts";
export { planTakings } from "./declared/planTakings.ts";
