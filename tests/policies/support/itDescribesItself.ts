import assert from "node:assert/strict";
import type { GovernancePolicy } from "../../../policies/support/governancePolicy.ts";

/** Defines the tests of what a policy says of itself. */
export function itDescribesItself(
  policy: GovernancePolicy,
  expected: { name: string; description: RegExp; defaults: object },
): void {
  it("says what it is and why", () => {
    assert.equal(policy.name, expected.name);
    assert.match(policy.description, expected.description);
    assert.equal(policy.enforcementLevel, "mandatory");
    assert.match(policy.url, /^https:\/\//);
    assert.ok(policy.why.length > 20 && policy.remediationSteps.length > 20);
  });

  it("has settings with defaults and descriptions", () => {
    const { properties } = policy.configSchema;
    const defaults = Object.entries(properties).map(([name, schema]) => [name, schema.default]);
    assert.deepEqual(Object.fromEntries(defaults), expected.defaults);
    for (const schema of Object.values(properties)) assert.match(schema.description ?? "", /\.$/);
  });
}
