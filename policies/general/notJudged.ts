import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { run } from "../support/run.ts";
import { isSelected } from "./selection.ts";

/** The most exemptions that one run lists. */
const listed = 50;

/**
 * Tells in every run what was not judged: exemptions that were used, and policies that are disabled or not selected. It comes last in
 * the pack: the host asks it after the others. It never refuses anything.
 */
export function notJudgedBy(policies: readonly GovernancePolicy[]): GovernancePolicy {
  return {
    name: "not-judged",
    description: "What was not judged: exemptions that were used, policies that are off.",
    why: "What is switched off quietly stays off: whoever reads a run must see what it did not look at.",
    enforcementLevel: "advisory",
    severity: "low",
    topics: ["audit"],
    controls: [],
    configSchema: { properties: {} },
    remediationSteps:
      "Nothing is wrong by itself: see that each exemption and each policy that is off is still meant.",
    url: "https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/",
    validateResource: (args) => {
      args.notApplicable("it tells of runs, not of resources");
    },
    validateStack: (_args, report) => {
      const isOn = ({ name }: GovernancePolicy) => run.asked.has(name);
      const off = policies.filter((policy) => !isOn(policy)).map(({ name }) => name);
      if (off.length > 0) report(`disabled: ${off.join(", ")}`);
      const left = policies.filter((policy) => isOn(policy) && !isSelected(policy, run.selection));
      if (left.length > 0) report(`not selected: ${left.map(({ name }) => name).join(", ")}`);
      const used = new Set(
        run.exempted.map(
          ({ policy, thing, exemption: { until, reason } }) =>
            `${policy} does not judge ${thing} until ${until}: ${reason}`,
        ),
      );
      for (const exemption of [...used].slice(0, listed)) report(exemption);
      if (used.size > listed) report(`${used.size - listed} more exemptions were used`);
      run.asked.clear();
      run.exempted.length = 0;
    },
  };
}
