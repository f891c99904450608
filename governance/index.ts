export { applyPlan, describeFailures } from "./apply/applyPlan.ts";
export type { Applied, ApplyOptions, Failure } from "./apply/applyPlan.ts";
export { describeError } from "./apply/describeError.ts";
export { approvalVariable, readApprovals } from "./guard/approval.ts";
export { defaultGuard, guardPlan } from "./guard/guardPlan.ts";
export type { GuardSettings } from "./guard/guardPlan.ts";
export { parseMembership } from "./membership/parseMembership.ts";
export type { MembershipRow, ParsedMembership } from "./membership/parseMembership.ts";
export { describeOperation } from "./plan/describeOperation.ts";
export { hashPlan } from "./plan/hashPlan.ts";
export { isWaiting, planRoster } from "./plan/planRoster.ts";
export type { Operation, Plan } from "./plan/planRoster.ts";
export { checkPermissions } from "./preflight/checkPermissions.ts";
export type { PermissionStatement } from "./preflight/checkPermissions.ts";
export { findCaller } from "./preflight/findCaller.ts";
export type { CallerIdentity } from "./preflight/findCaller.ts";
export { findIdentityRegion } from "./preflight/findIdentityRegion.ts";
export { formatProblems, sortProblems } from "./problem.ts";
export type { Problem } from "./problem.ts";
export { createQuickSight } from "./quicksight/createQuickSight.ts";
export { readNamespace } from "./quicksight/readNamespace.ts";
export type { ActualNamespace, ActualPerson } from "./quicksight/readNamespace.ts";
export {
  federationRoleArn,
  groupNameOf,
  namespaceArnOf,
  parseNamespaceArn,
  userNameOf,
} from "./quicksight/scope.ts";
export type { NamespaceScope } from "./quicksight/scope.ts";
export { judge, PlanRefused, reconcile } from "./reconcile.ts";
export type { Verdict } from "./reconcile.ts";
export { highestRole, isAdmin, isReader, isRole, roles } from "./role.ts";
export type { Role } from "./role.ts";
export { buildRoster } from "./roster/buildRoster.ts";
export type { GroupSettings, Person, Roster } from "./roster/buildRoster.ts";
export { formatRoster, parseRosterText } from "./roster/rosterText.ts";
