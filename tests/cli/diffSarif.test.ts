import assert from "node:assert/strict";
import type { Difference } from "../../cli/diffDocument.ts";
import { diffSarif } from "../../cli/diffSarif.ts";
import { snapshotOf } from "../core/explain/explained.ts";

const nothing = { gains: [], losses: [], newcomers: [], leavers: [] };
const violation = {
  ...{ assertion: "tenant.assertions[0]", kind: "never" as const, reason: "r" },
  people: ["ana@x.com"],
  asset: { kind: "dashboard", region: "eu-west-1", id: "d", name: "D" },
};

/** Where SARIF puts a violation, as `file:line`. */
function placeOf(lines: readonly number[], entries?: readonly string[]): string {
  const found: Difference = {
    ...{ before: snapshotOf([], []), after: snapshotOf([], []), difference: nothing },
    described: nothing,
    violations: [
      {
        ...{ ...violation, via: [], lines },
        ...(lines.length === 0 ? {} : { source: "m.csv" }),
        ...(entries === undefined ? {} : { entries }),
      },
    ],
    ...{
      unmatched: [],
      sight: { gains: [], losses: [], unknown: [] },
      sessions: { gains: [], losses: [] },
      unproved: [],
      notices: [],
    },
  };
  const { runs } = diffSarif(found, undefined) as {
    runs: {
      results: {
        locations: {
          physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
        }[];
      }[];
    }[];
  };
  const [place] = runs[0]?.results[0]?.locations ?? [];
  const { artifactLocation, region } = place?.physicalLocation ?? {};
  return `${artifactLocation?.uri ?? ""}:${region?.startLine ?? ""}`;
}

describe("SARIF of a difference", () => {
  it("puts what is broken at the line of the membership file, else at the setting that gives it, else at the assertion", () => {
    const entries = ["Pulumi.dev.yaml:12: tenant.folders.f.viewers[0]"];
    assert.equal(placeOf([7], entries), "m.csv:7");
    assert.equal(placeOf([], entries), "Pulumi.dev.yaml:12");
    assert.equal(placeOf([], ["tenant.landing"]), "Pulumi.yaml:1");
  });
});
