import type { StackResources } from "./readState.ts";

/**
 * The groups that this stack's state holds as resources of their own, by their names in QuickSight. Earlier versions declared
 * every group so; a stack that has them must go on to declare them, as the engine deletes what is not declared any more, with
 * its members and grants.
 */
export function findNativeGroups(resources: StackResources): ReadonlySet<string> {
  return new Set(
    Object.values(resources).flatMap(({ type, outputs: { groupName } = {} }) =>
      type === "aws:quicksight/group:Group" && typeof groupName === "string" ? [groupName] : [],
    ),
  );
}
