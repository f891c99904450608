import type { AssertionSettings } from "../../settings/assertionSettings.ts";
import { groupNames } from "../../settings/groupNames.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import type { Assertion } from "./assertion.ts";
import { compileAssertions } from "./compileAssertions.ts";

/**
 * The assertions that hold for a tenant's files: its own, and those of the account.
 *
 * @param ofAccount those of the account's settings; none where these are not known
 */
export function assertionsOf(
  settings: Pick<TenantSettings, "namespace" | "identity" | "groups" | "assertions">,
  ofAccount: readonly AssertionSettings[] = [],
): Assertion[] {
  const { namespace, identity, groups, assertions } = settings;
  const { groupPrefix } = identity;
  const naming = { groupPrefix, groupNames: Object.fromEntries(groupNames(groups, groupPrefix)) };
  return [
    ...compileAssertions(assertions, {
      source: "tenant.assertions",
      tenant: { namespace, ...naming },
    }),
    ...compileAssertions(ofAccount, { source: "account.assertions" }),
  ];
}
