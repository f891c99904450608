import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { integer } from "../support/setting.ts";
import { flag, isObject, type Plain, undecided } from "../things/plain.ts";

const settings = {
  widest: integer(
    "The least length of the prefix of a public address range: 16 lets 203.0.0.0/16 through, and not 203.0.0.0/8.",
    16,
    { minimum: 1, maximum: 32 },
  ),
};

/** The restriction of addresses is on, and its ranges are networks of somebody, not half of the internet. */
export const ipRestrictionOn = govern({
  name: "ip-restriction-on",
  description:
    "A declared restriction of QuickSight to addresses is switched on, and open to no network that is wider than agreed.",
  why: "A restriction that is off, or open to 0.0.0.0/1 and 128.0.0.0/1, lets a stolen password in from everywhere.",
  severity: "high",
  topics: ["access", "network"],
  controls: [
    { framework: "SOC 2", control: "CC6.6" },
    { framework: "PCI DSS", control: "1.4.2" },
  ],
  remediationSteps:
    "Set enabled to true and name the networks that people come from, or their VPC endpoints.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_UpdateIpRestriction.html",
  settings,
  each: {
    ipRestriction: (restriction, { widest }, report) => {
      const { enabled, rules } = restriction.fields;
      const value = flag(enabled);
      if (value !== true && value !== undecided) {
        report(restriction, {
          wrong: "the restriction of addresses is off",
          got: `enabled ${show(enabled)}`,
          todo: "set enabled to true",
        });
      }
      const wide = rangesOf(rules).filter((range) => isWider(range, widest));
      if (wide.length > 0) {
        report(restriction, {
          wrong: "the restriction of addresses is open to too wide a network",
          got: show(wide),
          todo: `name ranges of /${widest} or longer`,
        });
      }
    },
  },
});

function rangesOf(rules: Plain): readonly string[] {
  return rules !== undefined && isObject(rules) ? Object.keys(rules) : [];
}

/** Nobody comes from a private range over the internet, so that its width says nothing. */
const privateRange = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;
const leastPrivate = [
  ["10.", 8],
  ["192.168.", 16],
  ["172.", 12],
] as const;

function isWider(range: string, widest: number): boolean {
  const [address = "", prefix = "32"] = range.trim().split("/");
  const length = /^\d{1,2}$/.test(prefix) ? Number(prefix) : 0;
  const [, least = 0] = leastPrivate.find(([start]) => address.startsWith(start)) ?? [];
  if (privateRange.test(address) && length >= least) return false;
  return length < widest;
}
