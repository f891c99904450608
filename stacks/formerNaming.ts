import type { GroupNaming } from "@quicksight-governance/core/aws";
import { type RosterState, upgradeRoster } from "../providers/rosterState.ts";
import { tokens } from "../providers/tokens.ts";
import type { StackResources } from "./readState.ts";

/** How groups were called in QuickSight when the state was written; undefined where it has no roster. */
export function formerNaming(state: StackResources): GroupNaming | undefined {
  const roster = Object.values(state).find(({ type }) => type === tokens.roster);
  if (roster?.outputs === undefined) return undefined;
  const { groupPrefix, groupNames } = upgradeRoster(roster.outputs as unknown as RosterState);
  return { groupPrefix, groupNames: JSON.parse(groupNames) as Record<string, string> };
}
