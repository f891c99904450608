import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { flag, integer } from "../support/setting.ts";
import { count, undecided } from "../things/plain.ts";

const settings = {
  minimumDays: integer("Days that logs must be kept at least.", 365, { minimum: 1, maximum: 3653 }),
  allowForever: flag("Accept a log group whose logs are never deleted.", false),
};

/** Log groups say how long they keep what they are told: nothing, or 0, is for ever. */
export const logGroupRetention = govern({
  name: "log-group-retention",
  description: "A log group of CloudWatch keeps its logs long enough, and not for ever.",
  why: "Logs must be there when something is looked into, and names of people must not stay for ever.",
  severity: "low",
  topics: ["audit", "operation"],
  controls: [
    { framework: "AWS Security Hub", control: "CloudWatch.16" },
    { framework: "PCI DSS", control: "10.5.1" },
  ],
  remediationSteps: "Set retentionInDays to as many days as your records demand.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  settings,
  each: {
    logGroup: (group, { minimumDays, allowForever }, report) => {
      const days = count(group.fields["retention"]) ?? 0;
      if (days === undecided || days >= minimumDays || (days === 0 && allowForever)) return;
      report(group, {
        wrong: days === 0 ? "logs are kept for ever" : "logs are not kept long enough",
        got: `retentionInDays ${show(group.fields["retention"])}`,
        todo: `set retentionInDays to ${minimumDays} or more`,
      });
    },
  },
});
