import { govern } from "../support/govern.ts";

/**
 * A key registration cannot be deleted by accident, and its drift is not hidden.
 *
 * Of the options that protect a resource, policies see `protect` and `ignoreChanges`, and not `retainOnDelete`: so `protect`
 * is what this asks for. The engine then refuses every plan that deletes or replaces the registration.
 */
export const keyRegistrationProtected = govern({
  name: "key-registration-protected",
  description: "A QuickSight key registration is protected from deletion, and shows its drift.",
  why: "Deleting it registers an empty list: new SPICE data silently falls back to a key of AWS.",
  severity: "high",
  topics: ["encryption", "operation"],
  controls: [],
  remediationSteps:
    "Give the resource the option protect: true (its component may pass it on). To remove it for good, run pulumi state unprotect first. retainOnDelete is a good second, but policies cannot see it.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  settings: {},
  each: {
    keyRegistration: (registration, _config, report) => {
      const { protect, ignoreChanges } = registration.opts;
      if (!protect) {
        report(registration, {
          wrong: "the key registration can be deleted",
          got: "protect false",
          todo: "set the resource option protect to true",
        });
      }
      const ignored = ignoreChanges.filter((path) =>
        /^(\*|\[\*|(\[["'])?keyRegistrations)/.test(path),
      );
      if (ignored.length > 0) {
        report(registration, {
          wrong: "changes of the registered keys are ignored",
          got: `ignoreChanges ${ignored.join(", ")}`,
          todo: "remove it from ignoreChanges",
        });
      }
    },
  },
});
