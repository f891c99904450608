import { readState } from "./readState.ts";

/**
 * The groups that this stack's state holds as resources of their own, by their names in QuickSight. Earlier versions declared
 * every group so; a stack that has them must go on to declare them, as the engine deletes what is not declared any more, with
 * its members and grants.
 *
 * @throws {pulumi.RunError} when the state cannot be read: without it nothing may be declared
 */
export async function findNativeGroups(): Promise<ReadonlySet<string>> {
  const resources = await readState("which groups it holds");
  return new Set(
    Object.values(resources).flatMap(({ type, outputs: { groupName } = {} }) =>
      type === "aws:quicksight/group:Group" && typeof groupName === "string" ? [groupName] : [],
    ),
  );
}
