export { formatAccess, parseAccessText } from "./access/accessText.ts";
export { applyAccess, describeAccessFailures, permissionChanges } from "./access/applyAccess.ts";
export type { AccessFailure, AppliedAccess } from "./access/applyAccess.ts";
export { kindsOf } from "./access/asset.ts";
export type {
  ActualAccess,
  ActualAsset,
  Asset,
  HeldGrant,
  UnreadableAsset,
} from "./access/asset.ts";
export { listAssets } from "./access/assetApi.ts";
export { describeAccessOperation } from "./access/describeAccessOperation.ts";
export { isDashboardGrant, levelsOfAll, mergeGrants } from "./access/grant.ts";
export type { DashboardRef, Grant } from "./access/grant.ts";
export { guardAccess } from "./access/guardAccess.ts";
export type { AccessGuardSettings } from "./access/guardAccess.ts";
export { formatHeldAccess } from "./access/heldAccess.ts";
export { assetKinds, declaredAssetPrefix, permissionSet } from "./access/permissionSets.ts";
export type { AccessLevel, AssetKind } from "./access/permissionSets.ts";
export { planAccess } from "./access/planAccess.ts";
export type { AccessOperation, AccessPlan } from "./access/planAccess.ts";
export { groupOfArn, heldGrants } from "./access/principal.ts";
export type { AccessScope } from "./access/principal.ts";
export { readAccess } from "./access/readAccess.ts";
export { judgeAccess, reconcileAccess } from "./access/reconcileAccess.ts";
export type { AccessVerdict, DesiredAccess } from "./access/reconcileAccess.ts";
export { resolveAccess } from "./access/resolveAccess.ts";
export type { AccessSetting } from "./access/resolveAccess.ts";
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
  groupArnOf,
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
export { checkDataSources, explainDataSourceError } from "./preflight/checkDataSources.ts";
export { checkKey } from "./preflight/checkKey.ts";
export { checkSecret, findSecret } from "./preflight/checkSecret.ts";
export type { AwsAccess } from "./preflight/awsAccess.ts";
export { compileRowRules } from "./rules/compileRowRules.ts";
export type { CompiledRules, RowRule } from "./rules/compileRowRules.ts";
