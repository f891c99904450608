import type { GovernedNamespace } from "@quicksight-governance/core/people";
import { formerOf } from "./formerOf.ts";
import { governedOf, type RosterState } from "./rosterState.ts";

/** The roster of a namespace that is to have nobody. */
export function emptied(state: RosterState): GovernedNamespace {
  const governed = governedOf(state);
  return {
    ...governed,
    people: [],
    groups: {},
    leavingGroups: Object.keys(governed.groups ?? {}),
    guard: { ...governed.guard, leavers: "remove", successor: undefined },
    former: formerOf(state),
    reasonOfAbsence: "the stack is being destroyed",
    // A namespace that is given up is left as open, or as closed, as it is.
    selfUpgrade: undefined,
    everybodyGoes: governed.scope.namespace !== "default" && !state.existing,
  };
}
