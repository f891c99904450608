import type { Facts } from "./facts.ts";

/** The name of the role that QuickSight reads data files with; roles are global, so it names the Region. */
export function dataRoleNameOf(facts: Pick<Facts, "region">): string {
  return `quicksight-governance-data-${facts.region}`;
}
