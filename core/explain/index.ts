export { accessClasses, type AccessClass, type NamedPerson } from "./accessClasses.ts";
export { openIndex, type AccessIndex } from "./accessIndex.ts";
export { diffAccess, type AccessChange, type AccessDifference } from "./diffAccess.ts";
export type { FormerData } from "./applyData.ts";
export { declaredData, type DeclaredData } from "./declaredData.ts";
export {
  describeDifference,
  type DescribedChange,
  type DescribedDifference,
} from "./describeDifference.ts";
export { checkAssertions, type Checked, type Violation } from "./assertions/checkAssertions.ts";
export { assertionRemedy, type DescribedAssertions } from "./assertions/describeJudged.ts";
export { describeViolation } from "./assertions/describeViolation.ts";
export type { Assertion } from "./assertions/assertion.ts";
export { assertionsOf } from "./assertions/assertionsOf.ts";
export { judgeRun } from "./assertions/judgeRun.ts";
export { violationCauses } from "./assertions/violationCauses.ts";
export { readForAssertions } from "./assertions/readForAssertions.ts";
export { nameViolations, type NamedViolation } from "./assertions/nameViolations.ts";
export { foretell, type ForetoldTenant, type Foretold } from "./foretell.ts";
export { explainAsset, type AssetReader } from "./explainAsset.ts";
export { explainPerson, type OpenAsset, type PersonAccess } from "./explainPerson.ts";
export { findAssets, parseAssetReference } from "./findAssets.ts";
export { findPeople, sessionOf } from "./findPeople.ts";
export type { Way } from "./findWays.ts";
export { parsePrincipal, type Principal } from "./principals.ts";
export { reachOf } from "./reachOf.ts";
export { readSnapshot } from "./readSnapshot.ts";
export { formatSnapshot, parseSnapshot } from "./snapshotText.ts";
export type * from "./snapshot.ts";
export type { DeclaredRules } from "./sight/declaredProtection.ts";
export type * from "./sight/protection.ts";
export { diffSight, type SightChange, type SightDifference } from "./sight/diffSight.ts";
export {
  describeSessions,
  diffSessions,
  type SessionChange,
  type SessionDifference,
} from "./sight/diffSessions.ts";
export { sightTeller } from "./sight/sightTeller.ts";
export { seeing, type Seeing, type Sight, sightOf } from "./sight/sightOf.ts";
export { withRulesIn, type KnownRules } from "./sight/withRulesIn.ts";
export { withDeclaredRules } from "./sight/withDeclaredRules.ts";
export { unreadIn } from "./unreadIn.ts";
export { verifyPerson } from "./verifyPerson.ts";
