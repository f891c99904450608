import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { flag } from "../support/setting.ts";
import { field, isObject, list, undecided } from "../things/plain.ts";

const settings = {
  allowCopySource: flag(
    "Accept credentials that are copied from another data source (`copySourceArn`).",
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
      const [credentials] = list(source.fields["credentials"]);
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
    },
  },
});

function isSecretArn(value: unknown): boolean {
  return typeof value === "string" && secretArn.test(value);
}
