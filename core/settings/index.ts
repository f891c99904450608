export { type DatabaseAddress, isNative, signInOf } from "./addressOf.ts";
export type { AccountSettings, PolicyConditions } from "./accountSettings.ts";
export { assetIdOf, declaredIdOf, folderIdOf, rulesSuffix } from "./assetIds.ts";
export { assertionSettings, type AssertionSettings } from "./assertionSettings.ts";
export { bucketNameOf } from "./bucketNameOf.ts";
export { whyOwner } from "./checkOwners.ts";
export { mostSchedules } from "./checkRefresh.ts";
export type { DataSetSettings, DataSourceSettings } from "./dataSettings.ts";
export type { CalculatedSettings, ColumnSettings } from "./columnSettings.ts";
export {
  type ColumnOrigin,
  columnOrigins,
  type NamedColumns,
  originIn,
  readingKey,
} from "./columnOrigins.ts";
export { cleanText } from "./cleanText.ts";
export { explainName } from "./explainName.ts";
export { type FolderSettings, type MemberKind, memberLists } from "./folderSettings.ts";
export { foldersAbove, typeOfFolder } from "./folderTree.ts";
export { groupNames } from "./groupNames.ts";
export { defaultGuard, type GuardSettings } from "./guardSettings.ts";
export { defaultFederationRole, defaultGroupPrefix, regionName } from "./names.ts";
export type { TagRules } from "./tagRuleSettings.ts";
export { labelledColumns, type LabelledColumn } from "./labelledColumns.ts";
export type { HourlySettings } from "./hourlySettings.ts";
export { landingDashboardId, landingKey } from "./landingPage.ts";
export { landingSettings } from "./landingSettings.ts";
export { parseAccount } from "./parseAccount.ts";
export { parseTenant } from "./parseTenant.ts";
export { countMistakes, formatProblems, sortProblems, type Problem } from "./problem.ts";
export { type PublishedTenant, settingsKey, type TenantToPublish } from "./publishedSettings.ts";
export { everyColumn, type OutputColumn, outputColumns } from "./outputColumns.ts";
export { apiParametersOf, parametersOf } from "./parametersOf.ts";
export { listPublished } from "./listPublished.ts";
export { readPublished, readPublishedAccount, type PublishedAccount } from "./readPublished.ts";
export type { IncrementalSettings, ScheduleSettings } from "./refreshSettings.ts";
export { readColumns, type ReadColumn } from "./readColumns.ts";
export { depthOf, parentsOf, type ReadTable, tablesOf } from "./tablesOf.ts";
export type { JoinedTableSettings } from "./joinSettings.ts";
export { onClauseOf } from "./checkJoins.ts";
export { isAdmin, isReader, roles } from "./role.ts";
export { countRules, fieldsOf, mostRules, type RuleValues } from "./ruleFields.ts";
export type { RotationSettings } from "./rotationSettings.ts";
export type { MadeSecretSettings } from "./secretSettings.ts";
export { databaseTypes, type DatabaseType, sourceKindOf } from "./sourceKinds.ts";
export { describeSubject, type RuleSubject, subjectKey, subjectKeysOf } from "./ruleSubject.ts";
export { withScheduleIds } from "./scheduleIds.ts";
export { showText } from "./showText.ts";
export { showValue } from "./showValue.ts";
export type { TenantSettings } from "./tenantSettings.ts";
export { type GrantedGroups, withEveryAsset } from "./withEveryAsset.ts";
