import { secretsPolicyName } from "../components/secretsAccess.ts";
import type { StackResources } from "./readState.ts";
import type { AccountSettings } from "./settings.ts";

const madePolicy = "SecretsAccess$aws:iam/rolePolicy:RolePolicy::secrets";

/**
 * What the name of the policy ends with that lets the one role of the account read the secrets of this Region; undefined: nothing. As
 * the stack has it: IAM overwrites a policy of the same name, so that no two Regions may ever have one of the same, whichever owns
 * the role now or later. Where several have an account stack, each is named after its Region.
 */
export function findPolicySuffix(
  resources: StackResources,
  { globalRegion }: Pick<AccountSettings, "globalRegion">,
  region: string,
): string | undefined {
  const made = Object.entries(resources).find(([urn]) => urn.endsWith(madePolicy));
  const name = made?.[1].outputs?.["name"];
  if (name === secretsPolicyName) return undefined;
  return typeof name === "string" || globalRegion !== undefined ? region : undefined;
}
