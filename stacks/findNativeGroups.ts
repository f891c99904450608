import * as pulumi from "@pulumi/pulumi";
import { describeError } from "@quicksight-governance/core/aws";

/** What the engine tells of each resource in a stack's state, by URN. */
type StackResources = Readonly<
  Record<string, { readonly type: string; readonly outputs?: { readonly groupName?: unknown } }>
>;

/**
 * The groups that this stack's state holds as resources of their own, by their names in QuickSight. Earlier versions declared
 * every group so; a stack that has them must go on to declare them, as the engine deletes what is not declared any more, with
 * its members and grants.
 *
 * The engine's own `readStackResourceOutputs` reads the state as the last run left it.
 *
 * @throws {pulumi.RunError} when the state cannot be read: without it nothing may be declared
 */
export async function findNativeGroups(): Promise<ReadonlySet<string>> {
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  try {
    const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", {
      stackName,
    })) as { readonly outputs: StackResources };
    return new Set(
      Object.values(outputs).flatMap(({ type, outputs: group }) =>
        type === "aws:quicksight/group:Group" && typeof group?.groupName === "string"
          ? [group.groupName]
          : [],
      ),
    );
  } catch (error) {
    throw new pulumi.RunError(
      `the state of ${stackName} cannot be read, which says which groups it holds (${describeError(error)}); nothing was written`,
    );
  }
}
