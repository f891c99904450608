export {
  describeLicences,
  type LicenceChanges,
  licencesBetween,
  licencesOfPlan,
} from "./licences/licenceChanges.ts";
export { dumpNamespace, type Dump } from "./dump/dumpNamespace.ts";
export type { FormerNamespace, GovernedNamespace } from "./governedNamespace.ts";
export { type GovernedAccount, type GovernedIdentity, governOf } from "./governOf.ts";
export { listGroups } from "./listGroups.ts";
export { formatMembership, hasOwnSessions } from "./membership/formatMembership.ts";
export { describeMistakes } from "../csv/mistake.ts";
export { readFurther } from "./roster/readFurther.ts";
export { parseMembership, type ParsedMembership } from "./membership/parseMembership.ts";
export { peopleSubject } from "./peopleSubject.ts";
export type { Person } from "./person.ts";
export { isArrived } from "./plan/planArrived.ts";
export { findProtection } from "./plan/findProtection.ts";
export { lookUpNewcomers } from "./plan/lookUpNewcomers.ts";
export { readNamespace, type ActualNamespace } from "./readNamespace.ts";
export { adoptedOf } from "./selfUpgrade/adoptedOf.ts";
export { describeUnknown } from "./selfUpgrade/describeUnknown.ts";
export { readSelfUpgrades } from "./selfUpgrade/readSelfUpgrades.ts";
export { groupFinder } from "./roster/groupFinder.ts";
export { buildRoster, type BuiltRoster, type GroupSettings } from "./roster/buildRoster.ts";
export type { UnusablePerson } from "./roster/findUnusable.ts";
export { linesFinder, type RosterRows } from "./roster/linesFinder.ts";
export { readRoster, type RosterOfFile } from "./roster/readRoster.ts";
export { formatRoster, parseRosterText } from "./roster/rosterText.ts";
export { countMembers } from "./rules/countMembers.ts";
export type { PeopleSituation } from "./rules/peopleSituation.ts";
export { findSignedIn, type SignedIn } from "./signIn/findSignedIn.ts";
export { type LostRole, planStranding, signInGuard } from "./signIn/signInGuard.ts";
export type { PeopleStep } from "./step.ts";
export { lineOfMove } from "./takenBy.ts";
