import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { type ConfigOf, flag } from "../support/setting.ts";
import { field, isObject, list, type Plain, undecided } from "../things/plain.ts";
import type { Stack } from "../things/stack.ts";
import type { Ref, Thing } from "../things/thing.ts";

const settings = {
  allowCopySource: flag(
    "Accept credentials that are copied from another data source (`copySourceArn`).",
    false,
  ),
  allowSecretVersions: flag(
    "Accept a secret of a data source whose value the program writes (`secretString` of a SecretVersion), and which so is in the state.",
    false,
  ),
};

const secretArn = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/;
const useSecret = "store them in Secrets Manager and set credentials.secretArn";

/**
 * Credentials of a data source come from Secrets Manager only: what the API has besides, and what it will have, is refused by not being
 * `secretArn`. A message never shows a value: it might be a password.
 */
export const dataSourceCredentialsBySecret = govern({
  name: "data-source-credentials-by-secret",
  description: "A QuickSight data source takes its credentials from Secrets Manager only.",
  why: "A password in the program ends in the state, in the plan and in whatever reads them, and nobody can rotate it in one place.",
  severity: "critical",
  topics: ["credentials", "data"],
  controls: [
    { framework: "PCI DSS", control: "8.3.2" },
    { framework: "SOC 2", control: "CC6.1" },
    { framework: "HIPAA", control: "164.312(d)" },
  ],
  remediationSteps:
    "Store username and password as the JSON of a secret, set credentials.secretArn to its ARN, and drop credentialPair.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_DataSourceCredentials.html",
  settings,
  each: {
    dataSource: (source, config, report) => {
      for (const one of list(source.fields["credentials"])) judge(source, one, config, report);
    },
  },
  together: (stack, { allowSecretVersions }, report) => {
    if (allowSecretVersions) return;
    const used = new Map<string, Thing>();
    for (const source of stack.of("dataSource")) {
      for (const key of secretsOf(source, stack)) used.set(key, source);
    }
    if (used.size === 0) return;
    for (const version of stack.of("secretVersion")) {
      if (version.fields["inProgram"] !== true) continue;
      const source = secretsOf(version, stack).flatMap((key) => used.get(key) ?? [])[0];
      if (source === undefined) continue;
      report(version, {
        wrong: `the credentials of data source ${source.name} stand in the program`,
        got: "the value of its secret",
        todo: "write it with secretStringWo, or where the program does not see it",
      });
    }
  },
});

function judge(
  source: Thing,
  credentials: Plain,
  config: ConfigOf<typeof settings>,
  report: Report,
): void {
  if (credentials === undefined || credentials === undecided) return;
  const given = isObject(credentials)
    ? Object.keys(credentials).filter((key) => credentials[key] !== undefined)
    : ["credentials"];
  const others = given.filter((key) => !["secretArn", "copySourceArn"].includes(key));
  if (others.length > 0) {
    report(source, {
      wrong: "the credentials stand in the program",
      got: show(others),
      todo: useSecret,
    });
  }
  if (given.includes("copySourceArn") && !config.allowCopySource) {
    report(source, {
      wrong: "the credentials are copied from another data source",
      got: "copySourceArn",
      todo: useSecret,
    });
  }
  const secret = field(credentials, "secretArn");
  if (secret !== undefined && secret !== undecided && !isSecretArn(secret)) {
    report(source, {
      wrong: "credentials.secretArn is not the ARN of a secret",
      got: "another text",
      todo: useSecret,
    });
  }
}

/** Keys of the secrets that a thing names: URNs of those of the stack, and names, which an ARN has with what AWS appends. */
function secretsOf(thing: Thing, stack: Stack): readonly string[] {
  return (thing.refs["secret"] ?? []).flatMap((ref: Ref) => {
    const { things, outside } = stack.target(ref, ["secret"]);
    if (outside === undefined) return things.map(({ urn }) => urn);
    const [, name = outside] = outside.split(":secret:");
    return [name, name.replace(/-[A-Za-z0-9]{6}$/, "")];
  });
}

function isSecretArn(value: unknown): boolean {
  return typeof value === "string" && secretArn.test(value);
}
