import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { flag, undecided } from "../things/plain.ts";

/** The subscription of an account cannot be ended by a plan: that deletes every asset, person and data set of it. */
export const subscriptionProtected = govern({
  name: "subscription-protected",
  description:
    "The QuickSight subscription of an account is protected, and its termination protection is on.",
  why: "Ending the subscription deletes everything that QuickSight holds for the account, and nothing brings it back.",
  severity: "critical",
  topics: ["data", "operation"],
  controls: [{ framework: "SOC 2", control: "A1.2" }],
  remediationSteps:
    "Give the subscription the resource option protect: true, and set terminationProtectionEnabled to true, or leave it out.",
  url: "https://docs.aws.amazon.com/quicksight/latest/user/closing-account.html",
  settings: {},
  each: {
    subscription: (subscription, _config, report) => {
      if (subscription.opts.protect) return;
      report(subscription, {
        wrong: "the account's subscription can be deleted",
        got: "protect false",
        todo: "set the resource option protect to true",
      });
    },
    accountSettings: (account, _config, report) => {
      const { terminationProtection } = account.fields;
      const value = flag(terminationProtection);
      // Left out, it is on. What is neither yes nor no is nothing to rely on.
      const isOn = terminationProtection === undefined || value === true || value === undecided;
      if (!isOn) {
        report(account, {
          wrong: "the account's subscription can be ended",
          got: `terminationProtectionEnabled ${show(terminationProtection)}`,
          todo: "set it to true",
        });
      }
      const ignored = account.opts.ignoreChanges.filter((path) =>
        /^(\*|\[|terminationProtection)/.test(path),
      );
      if (ignored.length > 0) {
        report(account, {
          wrong: "a change of the termination protection is ignored",
          got: `ignoreChanges ${show(ignored)}`,
          todo: "remove it from ignoreChanges",
        });
      }
    },
  },
});
