export type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";
export { openReencryption, type Reencryption } from "./openReencryption.ts";
export { nameDataSet } from "./nameDataSet.ts";
export type { ReencryptionStep } from "./reencryptionStep.ts";
