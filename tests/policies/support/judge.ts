import type { GovernancePolicy } from "../../../policies/support/governancePolicy.ts";
import { forgetRun } from "../../../policies/support/run.ts";
import { type GivenResource, validateResource, validateStack } from "./host.ts";

/** Asks a policy of each resource by itself and then of the whole stack, as a preview does: each message once. */
export async function judge(
  policy: GovernancePolicy,
  resources: readonly GivenResource[],
  config: object = {},
): Promise<string[]> {
  forgetRun();
  const said = new Set<string>();
  for (const one of resources) {
    const answer = await validateResource(policy, one, config, { sameRun: true });
    if (Array.isArray(answer)) for (const message of answer) said.add(message);
  }
  if (policy.validateStack === undefined) return [...said];
  for (const message of await validateStack(policy, resources, config, { sameRun: true })) {
    said.add(message.replace(/^\S* /, ""));
  }
  return [...said];
}
