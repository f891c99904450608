import * as pulumi from "@pulumi/pulumi";
import { describeError } from "@quicksight-governance/core/aws";

/** What the engine tells of each resource in a stack's state, by URN. */
export type StackResources = Readonly<
  Record<string, { readonly type: string; readonly outputs?: Readonly<Record<string, unknown>> }>
>;

/**
 * The resources of this stack as the last run left them, also one that failed or was killed: the engine writes each down as soon as
 * it is there. What is only waiting to be deleted is not among them.
 *
 * @param told what is looked for, to be said when it cannot be found out
 * @throws {pulumi.RunError} when the state cannot be read: without it nothing may be declared
 */
export async function readState(told: string): Promise<StackResources> {
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  try {
    const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", {
      stackName,
    })) as { readonly outputs: StackResources };
    return unwrap(outputs) as StackResources;
  } catch (error) {
    throw new pulumi.RunError(
      `the state of ${stackName} cannot be read, which says ${told} (${describeError(error)}); nothing was written`,
    );
  }
}

/** What is in a secret, at any depth: the SDK unwraps one, and what holds a secret may be one as a whole besides. */
function unwrap(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (pulumi.runtime.isRpcSecret(value)) return unwrap(pulumi.runtime.unwrapRpcSecret(value));
  if (Array.isArray(value)) return value.map(unwrap);
  // Files of rules are objects of the SDK.
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unwrap(one)]));
}
