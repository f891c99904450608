import type { NamedViolation } from "@quicksight-governance/core/explain";
import packageJson from "./package.json" with { type: "json" };
import type { Difference, DoubtedAssertion } from "./diffDocument.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/**
 * The assertions that do not hold, or of which nobody knows, as SARIF 2.1.0 for code scanning: all that ends `qsgov diff` with 3. What is
 * broken is at the line of the membership file that caused it, its further lines beside it; what no line caused at the setting that gives it;
 * and everything else where the assertion stands in the settings.
 */
export function diffSarif(
  { violations, unmatched, unproved }: Difference,
  tenant: LoadedTenant | undefined,
): object {
  const doubted = [...unmatched, ...unproved];
  const reasons = new Map(
    [...violations, ...doubted].map(({ assertion, reason }) => [assertion, reason]),
  );
  const rules = [...reasons.keys()];
  const common = (assertion: string) => ({
    ...{ ruleId: assertion, ruleIndex: rules.indexOf(assertion), level: "error" },
  });
  const place = (assertion: string) => placeOf(assertion, tenant);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            ...{ name: "qsgov diff", version: packageJson.version },
            rules: [...reasons].map(([id, text]) => ({ id, shortDescription: { text } })),
          },
        },
        results: [
          ...violations.map((one) => ({ ...common(one.assertion), ...broken(one, place) })),
          ...doubted.map((one) => ({ ...common(one.assertion), ...doubt(one, place) })),
        ],
      },
    ],
  };
}

type Place = (assertion: string) => object;

function broken(violation: NamedViolation, place: Place): object {
  const { assertion, kind, people, group, asset, lines, source, sight } = violation;
  const entries = [...(violation.entries ?? []), ...(sight?.rules ?? [])];
  const [first, ...others] = lines;
  const at = (line: number) => location(source ?? "", line);
  const named = people.slice(0, 10).join(", ");
  const more = people.length > 10 ? ` and ${people.length - 10} more` : "";
  const by = group === undefined ? "" : `, by group ${group}`;
  return {
    message: {
      text: `${kind}: ${named}${more}: ${sight?.text === undefined ? "" : `${sight.text} of `}${asset.kind} ${asset.name} (${asset.id})${by}`,
    },
    locations: [
      source === undefined || first === undefined
        ? (entries.flatMap(locatedAt)[0] ?? place(assertion))
        : at(first),
    ],
    ...(source === undefined || others.length === 0
      ? {}
      : { relatedLocations: others.map((line, index) => ({ id: index + 1, ...at(line) })) }),
    partialFingerprints: {
      violation: [assertion, asset.kind, asset.id, group ?? people[0] ?? ""].join("|"),
    },
  };
}

/** A place that is a file and a line, or has these in front of it; none of one that is without. */
function locatedAt(where: string): object[] {
  const [, file, line] = /^(.+?):(\d+)(?:: |$)/.exec(where) ?? [];
  return file === undefined ? [] : [location(file, Number(line))];
}

function doubt({ assertion, text }: DoubtedAssertion, place: Place): object {
  return {
    message: { text },
    locations: [place(assertion)],
    partialFingerprints: { violation: [assertion, text].join("|") },
  };
}

/** Where an assertion stands: the settings that were read say it with file and line. */
function placeOf(assertion: string, tenant: LoadedTenant | undefined): object {
  const [located] = tenant?.locate([{ where: assertion, message: "" }]) ?? [];
  const [, file = "Pulumi.yaml", line = "1"] = /^(.+?):(\d+)/.exec(located?.where ?? "") ?? [];
  return location(file, Number(line));
}

function location(uri: string, startLine: number): object {
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine } } };
}
