export { auditKeys } from "./auditKeys.ts";
export {
  defaultOf,
  encryptionRows,
  labelOf,
  type DefaultKey,
  type EncryptionRow,
  type EncryptionState,
  type ListedDataSet,
} from "./encryptionRows.ts";
export type { EventSource } from "./eventSource.ts";
export { nothingElse, type Elsewhere } from "./findTrailFiles.ts";
export { formatEncryption } from "./formatEncryption.ts";
export type { KeyAudit } from "./keyAudit.ts";
export { listDataSets } from "./listDataSets.ts";
export { lookupSource } from "./lookupSource.ts";
export { readLastUses, type LastUse } from "./readLastUses.ts";
export { skipReasons, type SkipReason } from "./skipReasons.ts";
export { besideReasons, fileReasons, type FileReason } from "./skippedFiles.ts";
export { trailSource } from "./trailSource.ts";
export type { TrailPlace } from "./trailStore.ts";
