export { dumpNamespace, type Dump } from "./dump/dumpNamespace.ts";
export type { FormerNamespace, GovernedNamespace } from "./governedNamespace.ts";
export { governOf } from "./governOf.ts";
export { listGroups } from "./listGroups.ts";
export { formatMembership } from "./membership/formatMembership.ts";
export {
  parseMembership,
  type MembershipRow,
  type ParsedMembership,
} from "./membership/parseMembership.ts";
export { peopleSubject } from "./peopleSubject.ts";
export type { Person } from "./person.ts";
export { findProtection } from "./plan/findProtection.ts";
export { readNamespace, type ActualNamespace } from "./readNamespace.ts";
export { buildRoster, type GroupSettings } from "./roster/buildRoster.ts";
export { formatRoster, parseRosterText } from "./roster/rosterText.ts";
export type { PeopleStep } from "./step.ts";
