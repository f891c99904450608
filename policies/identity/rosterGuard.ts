import { show } from "../support/formatViolation.ts";
import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { ofType } from "../support/ofType.ts";
import { read, undecided } from "../support/read.ts";
import { integer } from "../support/setting.ts";
import { types } from "../support/types.ts";

const settings = {
  maxPercent: integer("The most that guard.removals.percent may be.", 25, {
    minimum: 0,
    maximum: 100,
  }),
  maxAtLeast: integer("The most that guard.removals.atLeast may be.", 5, { minimum: 0 }),
  minimumAdmins: integer("The least that guard.minimumAdmins may be.", 1, { minimum: 0 }),
};

/** The guard of a roster is not loosened beyond what is configured here. */
export const rosterGuard: GovernancePolicy = {
  name: "roster-guard",
  description: "The guard of a roster is no weaker than what the organisation allows.",
  why: "The guard is a tenant's own setting; a sync that read an empty source removed everybody elsewhere, and a guard that is set to 100 % would let it.",
  enforcementLevel: "mandatory",
  severity: "critical",
  configSchema: { properties: settings },
  remediationSteps:
    "Tighten guard in the tenant's settings; a removal beyond it that is meant is approved by the hash of its plan.",
  url: "https://github.com/awslabs/ssosync/issues/278",
  validateResource: ofType(types.roster, settings, ({ props }, config, report) => {
    const atMost = (limit: number) => (value: number) => value <= limit;
    const rules = [
      {
        property: "removalPercent",
        setting: "guard.removals.percent",
        holds: atMost(config.maxPercent),
        todo: `set it to ${config.maxPercent} or less`,
      },
      {
        property: "removalAtLeast",
        setting: "guard.removals.atLeast",
        holds: atMost(config.maxAtLeast),
        todo: `set it to ${config.maxAtLeast} or less`,
      },
      {
        property: "minimumAdmins",
        setting: "guard.minimumAdmins",
        holds: (value: number) => value >= config.minimumAdmins,
        todo: `set it to ${config.minimumAdmins} or more`,
      },
    ];
    for (const { property, setting, holds, todo } of rules) {
      const value = read(props, property);
      if (value === undecided || (typeof value === "number" && holds(value))) continue;
      report({ wrong: `${setting} is too weak`, got: show(value), todo });
    }
  }),
};
