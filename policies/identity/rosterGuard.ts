import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { integer, texts as textsSetting } from "../support/setting.ts";
import { field, texts, undecided } from "../things/plain.ts";
import { coversPattern } from "../things/reach.ts";

const percent = { minimum: 0, maximum: 100 };
const count = { minimum: 0 };

const settings = {
  maxPercent: integer("The most that guard.removals.percent may be.", 25, percent),
  maxAtLeast: integer("The most that guard.removals.atLeast may be.", 5, count),
  maxAtMost: integer("The most that guard.removals.atMost may be.", 25, count),
  maxPromotionPercent: integer("The most that guard.promotions.percent may be.", 25, percent),
  maxPromotionAtLeast: integer("The most that guard.promotions.atLeast may be.", 5, count),
  maxPromotionAtMost: integer("The most that guard.promotions.atMost may be.", 25, count),
  maxRegistrationPercent: integer(
    "The most that guard.registrations.percent may be.",
    100,
    percent,
  ),
  maxRegistrationAtLeast: integer("The most that guard.registrations.atLeast may be.", 50, count),
  maxRegistrationAtMost: integer("The most that guard.registrations.atMost may be.", 1000, count),
  minimumAdmins: integer("The least that guard.minimumAdmins may be.", 1, count),
  protectedPatterns: textsSetting(
    "Whom guard.protected must protect, as patterns, such as that of people for emergencies; a wider pattern does as well.",
    [],
  ),
};

/** The properties that are limits: what each is in a tenant's settings, and the policy's setting that caps it. */
const caps = [
  ["removalPercent", "removals.percent", "maxPercent"],
  ["removalAtLeast", "removals.atLeast", "maxAtLeast"],
  ["removalAtMost", "removals.atMost", "maxAtMost"],
  ["promotionPercent", "promotions.percent", "maxPromotionPercent"],
  ["promotionAtLeast", "promotions.atLeast", "maxPromotionAtLeast"],
  ["promotionAtMost", "promotions.atMost", "maxPromotionAtMost"],
  ["registrationPercent", "registrations.percent", "maxRegistrationPercent"],
  ["registrationAtLeast", "registrations.atLeast", "maxRegistrationAtLeast"],
  ["registrationAtMost", "registrations.atMost", "maxRegistrationAtMost"],
] as const;

/** The guard of whatever is reconciled, people and access alike, is not loosened beyond what is configured here. */
export const rosterGuard = govern({
  name: "roster-guard",
  description: "The guard of people and of access is no weaker than what the organisation allows.",
  why: "The guard is a tenant's own setting; a sync that read an empty source removed everybody elsewhere, and a guard that is set to 100 % would let it.",
  severity: "critical",
  topics: ["access", "identity"],
  controls: [{ framework: "SOC 2", control: "CC6.3" }],
  remediationSteps:
    "Tighten guard in the tenant's settings; a plan beyond it that is meant is approved by its hash.",
  url: "https://github.com/awslabs/ssosync/issues/278",
  settings,
  each: {
    guarded: (guarded, config, report) => {
      const inputs = guarded.fields["inputs"];
      const demand = (
        property: string,
        setting: string,
        holds: (value: number) => boolean,
        todo: string,
      ) => {
        const value = field(inputs, property);
        if (value === undecided || (typeof value === "number" && holds(value))) return;
        report(guarded, {
          wrong: `guard.${setting} is too weak`,
          got: show(value),
          todo: `set it to ${todo}`,
        });
      };
      for (const [property, setting, cap] of caps) {
        const most = config[cap];
        demand(property, setting, (value) => value <= most, `${most} or less`);
      }
      const least = config.minimumAdmins;
      demand("minimumAdmins", "minimumAdmins", (value) => value >= least, `${least} or more`);
      const given = field(inputs, "protected");
      if (given === undecided) return;
      const held = texts(given).flatMap((one) => one.split(/\s+/));
      const missing = config.protectedPatterns.filter(
        (pattern) => !held.some((one) => coversPattern(one.toLowerCase(), pattern.toLowerCase())),
      );
      if (missing.length > 0) {
        report(guarded, {
          wrong: "guard.protected lacks what the organisation demands",
          got: show(held.filter((one) => one !== "")),
          todo: `add ${missing.join(", ")}`,
        });
      }
    },
  },
});
