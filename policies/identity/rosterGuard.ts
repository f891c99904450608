import { show } from "../support/formatViolation.ts";
import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { ofType } from "../support/ofType.ts";
import { read, undecided } from "../support/read.ts";
import { integer } from "../support/setting.ts";
import { types } from "../support/types.ts";

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

/** The guard of a roster is not loosened beyond what is configured here. */
export const rosterGuard: GovernancePolicy = {
  name: "roster-guard",
  description: "The guard of a roster is no weaker than what the organisation allows.",
  why: "The guard is a tenant's own setting; a sync that read an empty source removed everybody elsewhere, and a guard that is set to 100 % would let it.",
  enforcementLevel: "mandatory",
  severity: "critical",
  configSchema: { properties: settings },
  remediationSteps:
    "Tighten guard in the tenant's settings; a plan beyond it that is meant is approved by its hash.",
  url: "https://github.com/awslabs/ssosync/issues/278",
  validateResource: ofType(types.roster, settings, ({ props }, config, report) => {
    const demand = (
      property: string,
      setting: string,
      holds: (value: number) => boolean,
      todo: string,
    ) => {
      const value = read(props, property);
      if (value === undecided || (typeof value === "number" && holds(value))) return;
      report({
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
  }),
};
