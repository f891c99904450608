export { dumpNamespace, type Dump } from "./dump/dumpNamespace.ts";
export type { GovernedNamespace } from "./governedNamespace.ts";
export { formatMembership } from "./membership/formatMembership.ts";
export { describeMistakes } from "./membership/mistake.ts";
export {
  parseMembership,
  type MembershipRow,
  type ParsedMembership,
} from "./membership/parseMembership.ts";
export { findProtection } from "./plan/findProtection.ts";
export type { Operation, Plan } from "./plan/operation.ts";
export { planRoster } from "./plan/planRoster.ts";
export { readNamespace, type ActualNamespace } from "./readNamespace.ts";
export { judge, proposePlan, reconcile, type Verdict } from "./reconcile.ts";
export {
  buildRoster,
  type BuiltRoster,
  type GroupSettings,
  type SessionSource,
} from "./roster/buildRoster.ts";
export type { UnusablePerson } from "./roster/findUnusable.ts";
export type { Person, Roster } from "./roster/person.ts";
export { profilesOf } from "./roster/profilesOf.ts";
export { readRoster } from "./roster/readRoster.ts";
export { formatRoster, parseRosterText } from "./roster/rosterText.ts";
export { sessionOf } from "./roster/sessionOf.ts";
export { runReconcile } from "./runReconcile.ts";
export { applyPlan, describeFailures, type Applied } from "./steps/applyPlan.ts";
