import { describeError, findCaller } from "@quicksight-governance/core/aws";
import type { GovernedNamespace } from "@quicksight-governance/core/people";
import type { ProviderContext } from "./stored.ts";
import { say } from "./say.ts";

/** The namespace with who runs this. Where STS does not answer, the guard does not know them; all its other rules hold. */
export async function withCaller(
  governed: GovernedNamespace,
  { profile }: ProviderContext,
): Promise<GovernedNamespace> {
  const { namespace, identityRegion } = governed.scope;
  try {
    const { arn } = await findCaller(identityRegion, profile);
    return { ...governed, callerArn: arn };
  } catch (error) {
    say(
      namespace,
      `who runs this is not known (${describeError(error)}): the guard cannot see to it that they lose nothing themselves`,
    );
    return governed;
  }
}
