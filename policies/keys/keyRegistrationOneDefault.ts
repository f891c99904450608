import { show } from "../support/formatViolation.ts";
import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { ofType } from "../support/ofType.ts";
import { read, readList, undecided } from "../support/read.ts";
import { flag } from "../support/setting.ts";
import { types } from "../support/types.ts";

const settings = {
  allowAwsOwnedKey: flag(
    "Accept a registration without keys: QuickSight then encrypts with a key of AWS.",
    false,
  ),
};

/** A key registration says with which key QuickSight encrypts. */
export const keyRegistrationOneDefault: GovernancePolicy = {
  name: "key-registration-one-default",
  description: "A QuickSight key registration lists each key once and has exactly one default.",
  why: "The API takes the list as it is and checks neither; without a default, new SPICE data is encrypted with a key of AWS.",
  enforcementLevel: "mandatory",
  severity: "high",
  configSchema: { properties: settings },
  remediationSteps:
    "Set defaultKey to true on exactly one of keyRegistrations, and list no key twice.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_UpdateKeyRegistration.html",
  validateResource: ofType(types.keyRegistration, settings, ({ props }, config, report) => {
    const keys = readList(props, "keyRegistrations");
    if (keys.length === 0 && config.allowAwsOwnedKey) return;
    const defaults = keys.map((key) => read(key, "defaultKey"));
    const count = defaults.filter((value) => value === true).length;
    if (count > 1 || (count === 0 && !defaults.includes(undecided))) {
      report({
        wrong: "there must be exactly one default key",
        got: `${count} of ${keys.length}`,
        todo: "set defaultKey to true on one of keyRegistrations and on no other",
      });
    }
    const arns = keys.map((key) => read(key, "keyArn")).filter((arn) => typeof arn === "string");
    const twice = new Set(arns.filter((arn, index) => arns.indexOf(arn) !== index));
    if (twice.size > 0) {
      report({
        wrong: "a key is listed more than once",
        got: show([...twice]),
        todo: "list each key once",
      });
    }
  }),
};
