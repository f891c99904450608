export { dumpNamespace, type Dump } from "./dump/dumpNamespace.ts";
export type { GovernedNamespace } from "./governedNamespace.ts";
export { listGroups } from "./listGroups.ts";
export { formatMembership } from "./membership/formatMembership.ts";
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
export { buildRoster, type GroupSettings, type Person, type Roster } from "./roster/buildRoster.ts";
export { profilesOf } from "./roster/profilesOf.ts";
export { formatRoster, parseRosterText } from "./roster/rosterText.ts";
export { runReconcile } from "./runReconcile.ts";
export { applyPlan, describeFailures, type Applied } from "./steps/applyPlan.ts";
