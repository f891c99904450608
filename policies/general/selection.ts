import { run } from "../support/run.ts";
import type { GovernancePolicy, Topic } from "../support/governancePolicy.ts";
import {
  configOf,
  findUnknownSettings,
  integer,
  texts,
  type ConfigOf,
  type Setting,
} from "../support/setting.ts";

const severities = ["low", "medium", "high", "critical"] as const;

const leastSeverity: Setting<string> = {
  type: "string",
  enum: [...severities],
  description: "Only policies of at least this severity judge.",
  default: "low",
};

const settings = {
  frameworks: texts(
    "Only policies that serve a control of one of these frameworks judge; none: all do.",
    [],
  ),
  topics: texts("Only policies about one of these topics judge; none: all do.", []),
  leastSeverity,
  policies: texts("These policies judge whatever the rest of the selection says.", []),
  longestExemption: integer(
    "The most days, from today, that an exemption of any policy may last; 0: any number.",
    0,
    { minimum: 0 },
  ),
};

/** What a configuration chooses. */
export type Selection = ConfigOf<typeof settings>;

/**
 * Chooses policies by what they are about, so that a configuration needs no list of names. It comes first in the pack: the host asks it before
 * the others, and they ask what it was given. What it leaves out is told with what is disabled.
 */
export function selectionOf(policies: readonly GovernancePolicy[]): GovernancePolicy {
  const name = "selection";
  const choose = (args: { getConfig(): object }) => {
    run.selection = configOf(settings, args);
    return findUnknown(run.selection, policies);
  };
  return {
    name,
    description: "Which policies judge: by framework, topic and severity.",
    why: "An auditor asks for a framework, not for names of policies; what nobody chose by name is easily left out by mistake.",
    enforcementLevel: "mandatory",
    severity: "low",
    topics: [],
    controls: [],
    configSchema: { properties: settings },
    remediationSteps: "Correct the names in selection; the table below has them.",
    url: "https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/",
    validateResource: (args) => {
      choose(args);
    },
    validateStack: (args, report) => {
      for (const unknown of findUnknownSettings(name, settings, args)) report(unknown);
      for (const unknown of choose(args)) report(unknown);
    },
  };
}

/** Whether a policy is among those that are chosen. */
export function isSelected(policy: GovernancePolicy, selection: Selection | undefined): boolean {
  if (selection === undefined || selection.policies.includes(policy.name)) return true;
  const { frameworks, topics } = selection;
  const least = severities.indexOf(selection.leastSeverity as (typeof severities)[number]);
  return (
    severities.indexOf(policy.severity) >= least &&
    (frameworks.length === 0 ||
      policy.controls.some((one) => frameworks.includes(one.framework))) &&
    (topics.length === 0 || policy.topics.some((topic) => topics.includes(topic)))
  );
}

/** What a selection names that the pack does not have. */
export function findUnknown(
  selection: Selection,
  policies: readonly GovernancePolicy[],
): readonly string[] {
  const known = {
    frameworks: policies.flatMap(({ controls }) => controls.map(({ framework }) => framework)),
    topics: policies.flatMap(({ topics }): Topic[] => [...topics]),
    policies: policies.map(({ name }) => name),
  };
  return (["frameworks", "topics", "policies"] as const).flatMap((setting) => {
    const names = new Set<string>(known[setting]);
    return selection[setting]
      .filter((one) => !names.has(one))
      .map(
        (one) =>
          `selection.${setting} names ${one}, which the pack does not have (it has ${[...names].toSorted().join(", ")}); correct it in the configuration`,
      );
  });
}
