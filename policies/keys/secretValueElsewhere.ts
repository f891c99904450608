import { govern } from "../support/govern.ts";

/** The value of a secret is not part of the program. Only write-only inputs and values that AWS makes stay out of the state. */
export const secretValueElsewhere = govern({
  name: "secret-value-elsewhere",
  description: "The value of a secret is written past the program's state.",
  why: "What a program gives as secretString stands in its state, and whoever reads the state and its passphrase has the password.",
  severity: "high",
  topics: ["credentials"],
  controls: [
    { framework: "PCI DSS", control: "8.6.2" },
    { framework: "SOC 2", control: "CC6.1" },
  ],
  remediationSteps:
    "Give the value as secretStringWo with secretStringWoVersion, let the database manage its secret, or write the value by hand once.",
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secretversion/",
  settings: {},
  each: {
    secretVersion: (version, _config, report) => {
      if (version.fields["inProgram"] !== true) return;
      report(version, {
        wrong: "the value of the secret stands in the program and its state",
        got: "a value, which is not shown",
        todo: "give it as secretStringWo with secretStringWoVersion, or write it past the program",
      });
    },
  },
});
