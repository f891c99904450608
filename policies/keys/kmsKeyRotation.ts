import { show } from "../support/formatViolation.ts";
import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { ofType } from "../support/ofType.ts";
import { read, undecided } from "../support/read.ts";
import { integer } from "../support/setting.ts";
import { types } from "../support/types.ts";

const settings = {
  maxRotationDays: integer("Days within which a key must rotate.", 365, {
    minimum: 90,
    maximum: 2560,
  }),
};

/** What KMS rotates after when nothing is said. */
const defaultDays = 365;

/** Symmetric keys rotate. KMS rotates no others, and none in a custom key store. */
export const kmsKeyRotation: GovernancePolicy = {
  name: "kms-key-rotation",
  description: "A symmetric KMS key rotates by itself, often enough.",
  why: "Rotation bounds what one leaked key opens; SPICE and secrets are encrypted with these keys (AWS Security Hub KMS.4).",
  enforcementLevel: "mandatory",
  severity: "high",
  configSchema: { properties: settings },
  remediationSteps:
    "Set enableKeyRotation to true and rotationPeriodInDays to at most the configured number of days.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  validateResource: ofType(types.key, settings, ({ props }, { maxRotationDays }, report) => {
    if (!rotates(props)) return;
    const enabled = read(props, "enableKeyRotation");
    if (enabled !== true && enabled !== undecided) {
      report({
        wrong: "the key does not rotate",
        got: `enableKeyRotation ${show(enabled)}`,
        todo: "set enableKeyRotation to true",
      });
    }
    const days = read(props, "rotationPeriodInDays") ?? defaultDays;
    if (typeof days === "number" && days > maxRotationDays) {
      report({
        wrong: "the key rotates too seldom",
        got: `${days} days`,
        todo: `set rotationPeriodInDays to ${maxRotationDays} or less`,
      });
    }
  }),
};

/** Whether KMS can rotate it by itself: a kind that is not known yet counts as one that it cannot. */
function rotates(props: unknown): boolean {
  return (
    (read(props, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT" &&
    (read(props, "keyUsage") ?? "ENCRYPT_DECRYPT") === "ENCRYPT_DECRYPT" &&
    read(props, "customKeyStoreId") === undefined
  );
}
