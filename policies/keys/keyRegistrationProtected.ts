import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { ofType } from "../support/ofType.ts";
import { texts } from "../support/setting.ts";
import { types } from "../support/types.ts";

const settings = {
  exempt: texts(
    "Names (of the resource in the program) of registrations that may be deleted, such as in an account for trials.",
    [],
  ),
};

/**
 * A key registration cannot be deleted by accident, and its drift is not hidden.
 *
 * Of the options that protect a resource, policies see `protect` and `ignoreChanges`, and not `retainOnDelete`: so `protect`
 * is what this asks for. The engine then refuses every plan that deletes or replaces the registration.
 */
export const keyRegistrationProtected: GovernancePolicy = {
  name: "key-registration-protected",
  description: "A QuickSight key registration is protected from deletion, and shows its drift.",
  why: "Deleting it registers an empty list: new SPICE data silently falls back to a key of AWS.",
  enforcementLevel: "mandatory",
  severity: "high",
  configSchema: { properties: settings },
  remediationSteps:
    "Give the resource the option protect: true (its component may pass it on). To remove it for good, run pulumi state unprotect first. retainOnDelete is a good second, but policies cannot see it.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  validateResource: ofType(types.keyRegistration, settings, ({ name, opts }, config, report) => {
    if (!opts.protect && !config.exempt.includes(name)) {
      report({
        wrong: "the key registration can be deleted",
        got: "protect false",
        todo: "set the resource option protect to true",
      });
    }
    const ignored = opts.ignoreChanges.filter((path) => /^(\*|\[|keyRegistrations)/.test(path));
    if (ignored.length > 0) {
      report({
        wrong: "changes of the registered keys are ignored",
        got: `ignoreChanges ${ignored.join(", ")}`,
        todo: "remove it from ignoreChanges",
      });
    }
  }),
};
