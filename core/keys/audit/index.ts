export { auditKeys } from "./auditKeys.ts";
export {
  encryptionRows,
  type EncryptionReport,
  type EncryptionRow,
  type EncryptionState,
  type ListedDataSet,
} from "./encryptionRows.ts";
export type { EventSource } from "./eventSource.ts";
export type { Elsewhere } from "./findTrailFiles.ts";
export type { KeyAudit } from "./keyAudit.ts";
export { lookupSource } from "./lookupSource.ts";
export { skipReasons, type SkipReason } from "./skipReasons.ts";
export { trailSource } from "./trailSource.ts";
export type { TrailPlace } from "./trailStore.ts";
