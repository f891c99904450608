import type { FormerNamespace } from "@quicksight-governance/core/people";
import { governedOf, type RosterState } from "./rosterState.ts";

/** How the namespace of a state was governed. */
export function formerOf(state: RosterState): FormerNamespace {
  const { scope, people } = governedOf(state);
  return {
    sessions: new Set(people.map(({ session }) => session)),
    federationRole: scope.federationRole,
    groupPrefix: scope.groupPrefix,
    memberships: people.reduce((sum, { groups }) => sum + groups.length, 0),
  };
}
