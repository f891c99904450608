import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { flag as flagSetting, integer } from "../support/setting.ts";
import { count, flag, undecided } from "../things/plain.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  minimumDays: integer("Days that KMS must wait at least before it deletes a key.", 30, {
    minimum: 7,
    maximum: 30,
  }),
  requireProtect: flagSetting(
    "Demand the resource option protect, which policies see, other than retainOnDelete.",
    false,
  ),
};

/** What KMS waits when nothing is said. */
const defaultDays = 30;

/** A key is not lost: by a short wait before it is deleted, or by a policy that locks everybody out. */
export const keyDeletionGuarded = govern({
  name: "key-deletion-guarded",
  description:
    "A KMS key is deleted after the longest wait only, and its policy cannot lock its own account out.",
  why: "What a deleted key encrypted is lost for good; the wait is the time to notice.",
  severity: "high",
  topics: ["encryption", "operation"],
  controls: [
    { framework: "AWS Security Hub", control: "KMS.3" },
    { framework: "AWS Control Tower", control: "CT.KMS.PV.3" },
  ],
  remediationSteps:
    "Leave out deletionWindowInDays (KMS then waits 30 days) and bypassPolicyLockoutSafetyCheck.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  settings,
  each: {
    key: (key, { minimumDays, requireProtect }, report) => {
      const days = count(key.fields["deletionWindow"]) ?? defaultDays;
      if (days !== undecided && !(days >= minimumDays)) {
        report(key, {
          wrong: "the key is deleted too soon",
          got: `${show(key.fields["deletionWindow"] ?? days)} days`,
          todo: `set deletionWindowInDays to ${minimumDays} or more, or leave it out`,
        });
      }
      if (requireProtect && !key.opts.protect) {
        report(key, {
          wrong: "the key can be deleted",
          got: "protect false",
          todo: "set the resource option protect to true",
        });
      }
      if (bypasses(key)) {
        report(key, {
          wrong: "the policy of the key may lock everybody out",
          got: "bypassPolicyLockoutSafetyCheck true",
          todo: "remove bypassPolicyLockoutSafetyCheck",
        });
      }
    },
    keyPolicy: (policy, _config, report) => {
      const isOfKey = (policy.refs["key"] ?? []).some(({ sources }) =>
        sources.includes(policy.urn),
      );
      if (isOfKey || !bypasses(policy)) return;
      report(policy, {
        wrong: "the policy of the key may lock everybody out",
        got: "bypassPolicyLockoutSafetyCheck true",
        todo: "remove bypassPolicyLockoutSafetyCheck",
      });
    },
  },
});

function bypasses({ fields }: Thing): boolean {
  return flag(fields["bypass"]) === true;
}
