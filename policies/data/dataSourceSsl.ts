import { show } from "../support/formatViolation.ts";
import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { ofType } from "../support/ofType.ts";
import { read } from "../support/read.ts";
import { texts } from "../support/setting.ts";
import { types } from "../support/types.ts";

const settings = {
  exempt: texts("Ids of data sources that may connect without TLS.", []),
};

/** QuickSight talks to databases over TLS. */
export const dataSourceSsl: GovernancePolicy = {
  name: "data-source-ssl",
  description: "A QuickSight data source connects over TLS.",
  why: "Without TLS, rows and the database password cross the network in clear.",
  enforcementLevel: "mandatory",
  severity: "high",
  configSchema: { properties: settings },
  remediationSteps:
    "Remove sslProperties.disableSsl or set it to false; give the database a certificate that QuickSight accepts.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_SslProperties.html",
  validateResource: ofType(types.dataSource, settings, ({ props }, { exempt }, report) => {
    const id = read(props, "dataSourceId");
    if (typeof id === "string" && exempt.includes(id)) return;
    const disableSsl = read(props, "sslProperties", "disableSsl");
    if (disableSsl === true || disableSsl === "true") {
      report({
        wrong: "TLS is switched off",
        got: `sslProperties.disableSsl ${show(disableSsl)}`,
        todo: "set it to false, or remove sslProperties",
      });
    }
  }),
};
