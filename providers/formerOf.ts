import { countMembers, type FormerNamespace } from "@quicksight-governance/core/people";
import { governedOf, type RosterState } from "./rosterState.ts";

/** How the namespace of a state was governed. */
export function formerOf(state: RosterState): FormerNamespace {
  const { scope, people } = governedOf(state);
  const { federationRole, groupPrefix, groupNames } = scope;
  return {
    sessions: new Set(people.map(({ session }) => session)),
    federationRole,
    groupPrefix,
    groupNames,
    members: countMembers(people),
  };
}
