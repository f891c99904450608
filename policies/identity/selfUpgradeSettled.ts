import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { texts } from "../support/setting.ts";
import { field, undecided } from "../things/plain.ts";

const settings = {
  allowed: texts("What tenant.identity.selfUpgrade may be.", ["deny", "adopt"]),
};

/** Whether people take a higher role by themselves is decided: they cannot, or it is seen and kept. */
export const selfUpgradeSettled = govern({
  name: "self-upgrade-settled",
  description:
    "People of a namespace do not raise their own role in QuickSight, or what they raise is seen and kept.",
  why: "Where people sign in through an identity provider, AWS lets whoever asks take a higher role at once: it costs more, opens more, and no review sees it.",
  severity: "high",
  topics: ["access", "identity"],
  controls: [
    { framework: "SOC 2", control: "CC6.3" },
    { framework: "PCI DSS", control: "7.2.2" },
  ],
  remediationSteps:
    "Leave tenant.identity.selfUpgrade out, which is deny, or set it to what is allowed: adopt keeps what people took, within the guard.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_SelfUpgradeConfiguration.html",
  settings,
  each: {
    guarded: (roster, { allowed }, report) => {
      const { type, inputs } = roster.fields;
      if (type !== "Roster") return;
      const value = field(inputs, "selfUpgrade");
      if (value === undecided || (typeof value === "string" && allowed.includes(value))) return;
      report(roster, {
        wrong: "people of the namespace may raise their own role",
        got: value === undefined || value === "" ? "leave" : show(value),
        todo: `set tenant.identity.selfUpgrade to ${allowed.join(" or ")}`,
      });
    },
  },
});
