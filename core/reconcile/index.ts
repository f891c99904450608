export { approvalVariable, readApprovals } from "./approval.ts";
export { describeOwner } from "./lock/describeOwner.ts";
export { withJournal } from "./lock/ledger.ts";
export type { Lock } from "./lock/lock.ts";
export { withLock } from "./lock/withLock.ts";
