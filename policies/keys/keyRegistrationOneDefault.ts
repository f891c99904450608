import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { flag, texts } from "../support/setting.ts";
import { field, flag as readFlag, list, type Plain, undecided } from "../things/plain.ts";
import { declaredOf } from "../things/about.ts";
import type { Stack } from "../things/stack.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  allowAwsOwnedKey: flag(
    "Accept a registration without keys: QuickSight then encrypts with a key of AWS.",
    false,
  ),
  keyAccounts: texts(
    "Accounts, besides that of the registration, whose keys may be registered.",
    [],
  ),
};

const keyArn = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):(\d{12}):key\/[A-Za-z0-9-]+$/;

/** A key registration says with which key QuickSight encrypts; an account has one in each Region. */
export const keyRegistrationOneDefault = govern({
  name: "key-registration-one-default",
  description:
    "A QuickSight key registration lists keys of its account, each once, and has exactly one default; an account and Region have one registration.",
  why: "The API takes the list as it is and checks nothing of it; without a default, new SPICE data is encrypted with a key of AWS, and of two registrations the one written last wins.",
  severity: "high",
  topics: ["encryption"],
  controls: [],
  remediationSteps:
    "Set defaultKey to true on exactly one of keyRegistrations, list no key twice, and keep one registration per account and Region.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_UpdateKeyRegistration.html",
  settings,
  each: {
    keyRegistration: (registration, config, report) => {
      const keys = keysOf(registration);
      if (keys.length === 0 && config.allowAwsOwnedKey) return;
      const defaults = keys.map((key) => readFlag(field(key, "defaultKey")));
      const count = defaults.filter((value) => value === true).length;
      if (count > 1 || (count === 0 && !defaults.includes(undecided))) {
        report(registration, {
          wrong: "there must be exactly one default key",
          got: `${count} of ${keys.length}`,
          todo: "set defaultKey to true on one of keyRegistrations and on no other",
        });
      }
      const arns = keys.map((key) => field(key, "keyArn")).filter((arn) => arn !== undecided);
      const twice = new Set(arns.filter((arn, index) => arns.indexOf(arn) !== index));
      if (twice.size > 0) {
        report(registration, {
          wrong: "a key is listed more than once",
          got: show([...twice]),
          todo: "list each key once",
        });
      }
      const odd = arns.filter((arn) => typeof arn !== "string" || !keyArn.test(arn));
      if (odd.length > 0) {
        report(registration, {
          wrong: "what is registered is not the ARN of a KMS key",
          got: show(odd.map((arn) => (arn === "" ? "an empty text" : arn))),
          todo: "set keyArn to arn:aws:kms:REGION:ACCOUNT:key/ID; an alias cannot be registered",
        });
      }
    },
  },
  together: (stack, { keyAccounts }, report) => {
    for (const registration of declaredOf(stack, "keyRegistration")) {
      const foreign = foreignKeys(registration, stack, keyAccounts);
      if (foreign.length === 0) continue;
      report(registration, {
        wrong:
          "a key of another account is registered: whoever owns it decides whether the data can be read",
        got: show(foreign),
        todo: "register a key of this account, or add the other to keyAccounts",
      });
    }
    for (const [first, second] of pairsOf(stack)) {
      report(second, {
        wrong: "the account and Region have another registration, and the one written last wins",
        got: first.name,
        todo: "register all keys in one of them",
      });
    }
  },
});

/**
 * Keys of other accounts than the registration's: that which it names, or else one of the stack's. Where neither is known, all keys
 * are of one account, or all are doubtful.
 */
function foreignKeys(
  registration: Thing,
  stack: Stack,
  keyAccounts: readonly string[],
): readonly string[] {
  const arns = keysOf(registration)
    .map((key) => field(key, "keyArn"))
    .filter((arn) => typeof arn === "string")
    .filter((arn) => !keyAccounts.includes(accountIn(arn) ?? ""));
  const { accountId } = registration.fields;
  const stated = typeof accountId === "string" ? [accountId] : stack.isWhole ? stack.accounts : [];
  if (stated.length > 0) {
    return arns.filter((arn) => !stated.includes(accountIn(arn) ?? stated[0] ?? ""));
  }
  return new Set(arns.flatMap((arn) => accountIn(arn) ?? [])).size > 1 ? arns : [];
}

function accountIn(arn: string): string | undefined {
  return keyArn.exec(arn)?.[2];
}

/** What is registered; a list that is not known yet counts as one key of which nothing is known. */
function keysOf({ fields }: Thing): readonly Plain[] {
  return list(fields["keys"]);
}

/**
 * Registrations of the same place. With one provider, what neither says is the provider's, and so the same; two providers may work
 * in one account and Region as well, which both must then say.
 */
function pairsOf(stack: Stack): [Thing, Thing][] {
  const byRegion = Map.groupBy(
    declaredOf(stack, "keyRegistration"),
    ({ fields }) => fields["region"],
  );
  return [...byRegion.values()].flatMap((registrations) =>
    registrations.flatMap((second, index): [Thing, Thing][] => {
      const first = registrations.slice(0, index).find((one) => isSamePlace(one, second));
      return first === undefined ? [] : [[first, second]];
    }),
  );
}

/** Of two in the same Region. */
function isSamePlace(one: Thing, other: Thing): boolean {
  const [left, right] = [one.fields["accountId"], other.fields["accountId"]];
  const isStated = typeof left === "string" && typeof one.fields["region"] === "string";
  if (one.provider !== other.provider) return isStated && left === right;
  return left === right || left === undefined || right === undefined;
}
