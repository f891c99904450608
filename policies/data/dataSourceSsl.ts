import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { flag } from "../things/plain.ts";

/** QuickSight talks to databases over TLS. */
export const dataSourceSsl = govern({
  name: "data-source-ssl",
  description: "A QuickSight data source connects over TLS.",
  why: "Without TLS, rows and the database password cross the network in clear.",
  severity: "high",
  topics: ["data", "network"],
  controls: [
    { framework: "PCI DSS", control: "4.2.1" },
    { framework: "HIPAA", control: "164.312(e)(1)" },
    { framework: "SOC 2", control: "CC6.7" },
  ],
  remediationSteps:
    "Remove sslProperties.disableSsl or set it to false; give the database a certificate that QuickSight accepts.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_SslProperties.html",
  settings: {},
  each: {
    dataSource: (source, _config, report) => {
      const { disableSsl } = source.fields;
      if (flag(disableSsl) !== true) return;
      report(source, {
        wrong: "TLS is switched off",
        got: `sslProperties.disableSsl ${show(disableSsl)}`,
        todo: "set it to false, or remove sslProperties",
      });
    },
  },
});
