import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { findConditions } from "../../stacks/findConditions.ts";
import type { StackResources } from "../../stacks/readState.ts";

interface Recorded {
  readonly deployment: {
    readonly resources: readonly ({ readonly urn: string } & StackResources[string])[];
  };
}

/** What version 0.1 left. */
const { deployment } = JSON.parse(readFileSync("tests/states/0.1/dev.json", "utf8")) as Recorded;
const left: StackResources = Object.fromEntries(
  deployment.resources.map((resource) => [resource.urn, resource]),
);

describe("the conditions of policies for QuickSight", () => {
  it("are those that AWS documents in a new stack", () => {
    assert.equal(findConditions({}), "documented");
  });

  it("stay all where an earlier version set them", () => {
    assert.equal(findConditions(left), "all");
  });

  it("stay documented where the settings once said so", () => {
    const text = JSON.stringify(left).replaceAll("aws:SourceAccount", "aws:Nothing");
    assert.equal(findConditions(JSON.parse(text) as StackResources), "documented");
  });
});
