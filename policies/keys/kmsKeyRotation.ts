import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { integer } from "../support/setting.ts";
import { count, flag, undecided } from "../things/plain.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  maxRotationDays: integer("Days within which a key must rotate.", 365, {
    minimum: 90,
    maximum: 2560,
  }),
};

/** What KMS rotates after when nothing is said. */
const defaultDays = 365;

/** Symmetric keys rotate. KMS rotates no others, and none in a custom key store; a replica rotates with its primary key. */
export const kmsKeyRotation = govern({
  name: "kms-key-rotation",
  description: "A symmetric KMS key rotates by itself, often enough.",
  why: "Rotation bounds what one leaked key opens; SPICE and secrets are encrypted with these keys.",
  severity: "high",
  topics: ["encryption"],
  controls: [
    { framework: "AWS Security Hub", control: "KMS.4" },
    { framework: "CIS AWS", control: "3.6" },
    { framework: "PCI DSS", control: "3.7.4" },
  ],
  remediationSteps:
    "Set enableKeyRotation to true and rotationPeriodInDays to at most the configured number of days.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  settings,
  each: {
    key: (key, { maxRotationDays }, report) => {
      if (key.fields["origin"] === "EXTERNAL") {
        report(key, {
          wrong: "KMS does not rotate a key whose material was imported",
          got: key.token,
          todo: "use a key that KMS makes, or exempt it and import new material by hand",
        });
        return;
      }
      if (!rotates(key)) return;
      const enabled = flag(key.fields["rotation"]);
      if (enabled !== true && enabled !== undecided) {
        report(key, {
          wrong: "the key does not rotate",
          got: `enableKeyRotation ${show(key.fields["rotation"])}`,
          todo: "set enableKeyRotation to true",
        });
      }
      const days = count(key.fields["period"]) ?? defaultDays;
      if (days !== undecided && !(days <= maxRotationDays)) {
        report(key, {
          wrong: "the key rotates too seldom",
          got: `${show(key.fields["period"] ?? days)} days`,
          todo: `set rotationPeriodInDays to ${maxRotationDays} or less`,
        });
      }
    },
  },
});

/** Whether KMS can rotate it by itself: a kind that is not known yet counts as one that it cannot. */
function rotates({ fields }: Thing): boolean {
  return (
    fields["origin"] !== "REPLICA" &&
    (fields["spec"] ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT" &&
    (fields["usage"] ?? "ENCRYPT_DECRYPT") === "ENCRYPT_DECRYPT" &&
    (fields["store"] ?? "") === ""
  );
}
