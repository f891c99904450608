import packageJson from "./package.json" with { type: "json" };
import type { Difference } from "./diffDocument.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/**
 * The assertions that do not hold, as SARIF 2.1.0 for code scanning: each at the line of the membership file that caused it, or at that
 * file's beginning.
 */
export function diffSarif({ violations }: Difference, tenant: LoadedTenant | undefined): object {
  const assertions = [...new Set(violations.map(({ assertion }) => assertion))];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            ...{ name: "qsgov diff", version: packageJson.version },
            rules: assertions.map((id) => ({ id, shortDescription: { text: reasonOf(id) } })),
          },
        },
        results: violations.map(({ assertion, kind, people, group, asset, lines, source }) => ({
          ...{ ruleId: assertion, ruleIndex: assertions.indexOf(assertion), level: "error" },
          message: {
            text: `${kind}: ${people.slice(0, 10).join(", ")}${people.length > 10 ? ` and ${people.length - 10} more` : ""}: ${asset.kind} ${asset.name} (${asset.id})${group === undefined ? "" : `, by group ${group}`}`,
          },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: source ?? tenant?.roster?.source ?? "Pulumi.yaml" },
                region: { startLine: lines[0] ?? 1 },
              },
            },
          ],
          partialFingerprints: {
            violation: [assertion, asset.kind, asset.id, group ?? people[0] ?? ""].join("|"),
          },
        })),
      },
    ],
  };

  function reasonOf(id: string): string {
    return violations.find(({ assertion }) => assertion === id)?.reason ?? id;
  }
}
