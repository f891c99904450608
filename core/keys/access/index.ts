export { awaitProof, type Proof } from "./awaitProof.ts";
export { type Dark, isUnused } from "./dark.ts";
export { dashboardProbe } from "./dashboardProbe.ts";
export { denyStatements } from "./denyStatements.ts";
export { type ClosedKeys, findClosed } from "./findClosed.ts";
export { findDark } from "./findDark.ts";
export { accessTagKey, isForeignTag, parseAccessTag } from "./heldKey.ts";
export {
  type Access,
  type AccessRecord,
  type ActualKeyAccess,
  type DesiredKeyAccess,
  type KeyAccessStep,
  type Method,
  methods,
} from "./keyAccess.ts";
export { keyAccessSubject, type KeyAccessTools } from "./keyAccessSubject.ts";
export { isClosed } from "./methodTable.ts";
export { readKeyUses } from "./readKeyUses.ts";
export { describeTaken, explainClosed } from "./planKeyAccess.ts";
export { readKeyAccess, seeKeyAccess } from "./readKeyAccess.ts";
export { accessRecordKey, recordAccess } from "./recordAccess.ts";
export { resolveKey } from "./resolveKey.ts";
export { untilSeen } from "./untilSeen.ts";
