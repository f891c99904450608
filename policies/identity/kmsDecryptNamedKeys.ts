import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { once } from "../support/once.ts";
import { texts } from "../support/setting.ts";
import { judgedHolders } from "../things/judgedHolders.ts";
import { coversEach } from "../things/reach.ts";
import { isNarrowedBy, rightsTo } from "../things/rights.ts";

const settings = {
  actions: texts("Actions that nobody may do with all keys.", ["kms:Decrypt", "kms:ReEncryptFrom"]),
  roles: texts(
    "Names of roles and permission sets, with * and ?, that may decrypt with all keys, such as one for backups.",
    [],
  ),
};

/** Conditions under which it is not all keys, or not all that they encrypt. */
const narrowing = [
  "kms:viaservice",
  "kms:requestalias",
  "kms:resourcealiases",
  "kms:encryptioncontext:*",
  "aws:resourcetag/*",
];

/** Keys that have nothing in common; those of several Regions begin alike. */
const anyKeys = [
  ["key/0f1e2d3c-4b5a-4697-8877-665544332211", "key/12345678-90ab-4cde-8f01-23456789abcd"],
  ["key/mrk-0f1e2d3c4b5a46978877665544332211", "key/mrk-1234567890ab4cde8f0123456789abcd"],
];

/** Keys are what keeps data apart: whoever may decrypt with all of them is on all sides. */
export const kmsDecryptNamedKeys = govern({
  name: "kms-decrypt-named-keys",
  description: "A policy lets nobody decrypt with all keys: it names them, or what for.",
  why: "Who decrypts with every key reads SPICE, secrets and buckets alike, as soon as they get at the bytes.",
  severity: "high",
  topics: ["encryption", "identity"],
  controls: [
    { framework: "AWS Security Hub", control: "KMS.1" },
    { framework: "AWS Security Hub", control: "KMS.2" },
    { framework: "PCI DSS", control: "7.2.2" },
    { framework: "SOC 2", control: "CC6.1" },
  ],
  remediationSteps:
    "Name the keys by ARN, or add a condition that narrows them: kms:ViaService (as the deployer's own policy has it), kms:ResourceAliases, kms:EncryptionContext or a tag. A role that needs all keys stands in roles.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
  settings,
  together: (stack, config, report) => {
    const say = once(report);
    for (const { holder, rights } of judgedHolders(stack, config.roles)) {
      const found = config.actions.flatMap((action) =>
        rightsTo(rights, action).filter(
          ({ statement }) => !isNarrowedBy(statement, narrowing) && isAboutAllKeys(statement),
        ),
      );
      for (const source of new Set(found.map((right) => right.source))) {
        const statements = found.filter((right) => right.source === source);
        const about = statements.flatMap(({ statement: { resources, notResources } }) =>
          notResources.length > 0 ? ["NotResource"] : resources.filter(coversAllKeys),
        );
        say(source, {
          wrong: `${holder.label} may decrypt with all keys`,
          got: show([...new Set(about)]),
          todo: "name the keys by ARN, or add a condition such as kms:ViaService",
        });
      }
    }
  },
});

function isAboutAllKeys({
  resources,
  notResources,
}: {
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}): boolean {
  return notResources.length > 0 || resources.some(coversAllKeys);
}

function coversAllKeys(pattern: string): boolean {
  return anyKeys.some((keys) => coversEach(pattern, "kms", keys));
}
