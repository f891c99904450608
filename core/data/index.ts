export { compileRowRules, type CompiledRules } from "./compileRowRules.ts";
