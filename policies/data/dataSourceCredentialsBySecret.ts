import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { ofType } from "../support/ofType.ts";
import { read, undecided } from "../support/read.ts";
import { flag } from "../support/setting.ts";
import { types } from "../support/types.ts";

const settings = {
  allowCopySource: flag(
    "Accept credentials that are copied from another data source (`copySourceArn`).",
    false,
  ),
};

const secretArn = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/;
const useSecret = "store them in Secrets Manager and set credentials.secretArn";

/** Credentials of a data source come from Secrets Manager only. A message never shows a value: it might be a password. */
export const dataSourceCredentialsBySecret: GovernancePolicy = {
  name: "data-source-credentials-by-secret",
  description: "A QuickSight data source takes its credentials from Secrets Manager only.",
  why: "A password in the program ends in the state, in the plan and in whatever reads them, and nobody can rotate it in one place.",
  enforcementLevel: "mandatory",
  severity: "critical",
  configSchema: { properties: settings },
  remediationSteps:
    "Store username and password as the JSON of a secret, set credentials.secretArn to its ARN, and drop credentialPair.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_DataSourceCredentials.html",
  validateResource: ofType(types.dataSource, settings, ({ props }, config, report) => {
    const credentials = read(props, "credentials");
    if (credentials === undefined || credentials === undecided) return;
    if (read(credentials, "credentialPair") !== undefined) {
      report({
        wrong: "the credentials stand in the program",
        got: "credentialPair",
        todo: useSecret,
      });
    }
    const copied = read(credentials, "copySourceArn") !== undefined;
    if (copied && !config.allowCopySource) {
      report({
        wrong: "the credentials are copied from another data source",
        got: "copySourceArn",
        todo: useSecret,
      });
    }
    const secret = read(credentials, "secretArn");
    if (typeof secret === "string" && !secretArn.test(secret)) {
      report({
        wrong: "credentials.secretArn is not the ARN of a secret",
        got: "another text",
        todo: useSecret,
      });
    }
  }),
};
