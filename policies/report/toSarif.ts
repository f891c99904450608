import type { GovernancePolicy } from "../support/governancePolicy.ts";
import type { Found } from "./readViolations.ts";

/** How SARIF says how bad a result is. */
const sarifLevels: Readonly<Record<string, string>> = {
  mandatory: "error",
  advisory: "warning",
  disabled: "note",
};

/** What code scanning sorts by: 0 to 10, as CVSS has it. */
const securitySeverity: Readonly<Record<string, string>> = {
  low: "3.0",
  medium: "5.5",
  high: "8.0",
  critical: "9.5",
};

/**
 * What policies said, as SARIF 2.1.0 for code scanning: a rule per policy of the pack, a result per violation, found again in the next
 * run by policy, resource and message.
 *
 * @param file the file that results are shown at, as SARIF has none for resources: that of the stack's settings
 */
export function toSarif(
  found: readonly Found[],
  policies: readonly GovernancePolicy[],
  { file, version }: { readonly file: string; readonly version: string },
): object {
  const rules = policies.map((policy) => ({
    id: policy.name,
    shortDescription: { text: policy.description },
    fullDescription: { text: policy.why },
    help: { text: policy.remediationSteps },
    helpUri: policy.url,
    properties: {
      tags: [
        ...policy.topics,
        ...policy.controls.map(({ framework, control }) => `${framework} ${control}`),
      ],
      "security-severity": securitySeverity[policy.severity] ?? "5.5",
    },
  }));
  const ids = new Map(policies.map(({ name }, index) => [name, index]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "quicksight-governance", version, rules } },
        results: found.map((one) => toResult(one, ids.get(one.policy), file)),
      },
    ],
  };
}

function toResult({ policy, level, urn, message }: Found, rule: number | undefined, file: string) {
  return {
    ruleId: policy,
    ...(rule === undefined ? {} : { ruleIndex: rule }),
    level: sarifLevels[level] ?? "error",
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file }, region: { startLine: 1 } },
        ...(urn === undefined
          ? {}
          : { logicalLocations: [{ fullyQualifiedName: urn, kind: "resource" }] }),
      },
    ],
    partialFingerprints: { resourceAndMessage: [policy, urn ?? "", message].join("|") },
  };
}
