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
export type { Applied, ApplyOptions, Failure, Journal } from "./apply/applyPlan.ts";
export { describeError } from "./apply/describeError.ts";
export { approvalVariable, readApprovals } from "./guard/approval.ts";
export type { GovernedNamespace } from "./governedNamespace.ts";
export { findProtection } from "./guard/findProtection.ts";
export { guardPlan } from "./guard/guardPlan.ts";
export { defaultGuard } from "./guard/guardSettings.ts";
export type { GuardSettings } from "./guard/guardSettings.ts";
export { acquireLock } from "./lock/acquireLock.ts";
export { describeOwner } from "./lock/describeOwner.ts";
export type { Lock } from "./lock/lock.ts";
export { LockHeld } from "./lock/lockHeld.ts";
export type { LockPlace } from "./lock/lockPlace.ts";
export { parseMembership } from "./membership/parseMembership.ts";
export type { MembershipRow, ParsedMembership } from "./membership/parseMembership.ts";
export { readObject } from "./membership/readObject.ts";
export { describeOperation } from "./plan/describeOperation.ts";
export { hashPlan } from "./plan/hashPlan.ts";
export type { Operation, Plan } from "./plan/operation.ts";
export { planRoster } from "./plan/planRoster.ts";
export { checkPermissions } from "./preflight/checkPermissions.ts";
export type { PermissionStatement } from "./preflight/checkPermissions.ts";
export { findCaller } from "./preflight/findCaller.ts";
export type { CallerIdentity } from "./preflight/findCaller.ts";
export { findIdentityRegion } from "./preflight/findIdentityRegion.ts";
export { formatProblems, sortProblems } from "./problem.ts";
export type { Problem } from "./problem.ts";
export { createClients, destroyClients } from "./quicksight/createClients.ts";
export type { QuickSightClients } from "./quicksight/createClients.ts";
export { createQuickSight } from "./quicksight/createQuickSight.ts";
export { readNamespace } from "./quicksight/readNamespace.ts";
export type { ActualNamespace, ActualPerson } from "./quicksight/readNamespace.ts";
export {
  federationRoleArn,
  groupArnOf,
  groupNameOf,
  namespaceArnOf,
  parseNamespaceArn,
  userArnOf,
  userNameOf,
} from "./quicksight/scope.ts";
export type { NamespaceScope } from "./quicksight/scope.ts";
export { judge, PlanRefused, proposePlan, reconcile } from "./reconcile.ts";
export type { Verdict } from "./reconcile.ts";
export { runReconcile } from "./runReconcile.ts";
export type { Run } from "./runReconcile.ts";
export { isAdmin, isReader, roles } from "./role.ts";
export type { Role } from "./role.ts";
export { buildRoster } from "./roster/buildRoster.ts";
export type { GroupSettings, Person, Roster } from "./roster/buildRoster.ts";
export { profilesOf } from "./roster/profilesOf.ts";
export { formatRoster, parseRosterText } from "./roster/rosterText.ts";
export { dumpNamespace } from "./dump/dumpNamespace.ts";
export type { Dump } from "./dump/dumpNamespace.ts";
export { formatMembership } from "./dump/formatMembership.ts";
export { withLock } from "./lock/withLock.ts";
export { describeOwned } from "./ownership/describeOwned.ts";
export { readIdentityRegion } from "./preflight/findIdentityRegion.ts";
export type { AccountSettings } from "./settings/accountSettings.ts";
export { bucketNameOf } from "./settings/bucketNameOf.ts";
export type { DataSetSettings, DataSourceSettings } from "./settings/dataSettings.ts";
export { explainName } from "./settings/explainName.ts";
export { defaultFederationRole, defaultGroupPrefix } from "./settings/names.ts";
export { parseAccount } from "./settings/parseAccount.ts";
export { parseTenant } from "./settings/parseTenant.ts";
export { readPublished } from "./settings/readPublished.ts";
export type { PublishedAccount, PublishedTenant } from "./settings/readPublished.ts";
export { showValue } from "./settings/showValue.ts";
export type { TenantSettings } from "./settings/tenantSettings.ts";
export { checkDataSources, explainDataSourceError } from "./preflight/checkDataSources.ts";
export { checkKey } from "./preflight/checkKey.ts";
export { checkSecret, findSecret } from "./preflight/checkSecret.ts";
export type { AwsAccess } from "./preflight/awsAccess.ts";
export { compileRowRules } from "./rules/compileRowRules.ts";
export type { CompiledRules, RowRule } from "./rules/compileRowRules.ts";
