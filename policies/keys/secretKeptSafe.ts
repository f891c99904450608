import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { flag, integer } from "../support/setting.ts";
import { count, list, type Plain, undecided } from "../things/plain.ts";

const settings = {
  minimumDays: integer("Days within which a deleted secret must be recoverable.", 7, {
    minimum: 7,
    maximum: 30,
  }),
  requireKey: flag("Demand a key of yours for the secret and each replica.", true),
};

/** What Secrets Manager waits when nothing is said. */
const defaultDays = 30;

/** Secrets are encrypted with a key of one's own, and come back after a deletion. */
export const secretKeptSafe = govern({
  name: "secret-kept-safe",
  description:
    "A secret of Secrets Manager is encrypted with a key of yours, and recoverable after a deletion.",
  why: "The key of AWS opens to every principal of the account, and a secret deleted at once takes each data source that uses it along.",
  severity: "medium",
  topics: ["credentials", "encryption"],
  controls: [],
  remediationSteps:
    "Set kmsKeyId to a key of yours, also for replicas, and leave out recoveryWindowInDays (30 days) or set it to 7 or more.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  settings,
  each: {
    secret: (secret, { minimumDays, requireKey }, report) => {
      const keys = list(secret.fields["keys"]);
      if (requireKey && keys.some(isOfAws)) {
        report(secret, {
          wrong: "the secret is encrypted with a key of AWS",
          got: `kmsKeyId ${show(keys.map((key) => (key === undefined ? "nothing" : key)))}`,
          todo: "set kmsKeyId to a key of yours, for each replica too",
        });
      }
      const days = count(secret.fields["recoveryWindow"]) ?? defaultDays;
      if (days !== undecided && !(days >= minimumDays)) {
        report(secret, {
          wrong: "the secret cannot be recovered long enough",
          got: `recoveryWindowInDays ${show(secret.fields["recoveryWindow"])}`,
          todo: `set recoveryWindowInDays to ${minimumDays} or more, or leave it out`,
        });
      }
    },
  },
});

/** Nothing, or one of the aliases that AWS keeps for its own keys. */
function isOfAws(key: Plain): boolean {
  return key === undefined || (typeof key === "string" && /(^|:)alias\/aws\//.test(key));
}
