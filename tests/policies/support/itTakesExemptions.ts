import assert from "node:assert/strict";
import type { GovernancePolicy } from "../../../policies/support/governancePolicy.ts";
import type { GivenResource } from "./host.ts";
import { judge } from "./judge.ts";

/** Of no kind that a policy judges, but for its tags. */
const topic = { type: "aws:sns/topic:Topic", props: { name: "news", policy: "no JSON" } };

/** Defines the tests of what a policy leaves alone: what is exempt, as long as it is, and `other`, which is of another kind. */
export function itTakesExemptions(
  policy: GovernancePolicy,
  violating: readonly GivenResource[],
  config: object = {},
  other: GivenResource = topic,
): void {
  const exempt = (until: string) => ({
    ...config,
    exempt: violating.map(({ name = "it" }) => ({ match: name, reason: "agreed", until })),
  });

  it("leaves alone what is exempt", async () => {
    assert.deepEqual(await judge(policy, violating, exempt("2999-01-01")), []);
  });

  it("refuses what was exempt until a day that is past, and says so", async () => {
    const found = await judge(policy, violating, config);
    assert.ok(found.length > 0);
    const ended = violating.map(
      ({ name = "it" }) =>
        `the exemption of ${name} ended on 2020-01-01; correct ${policy.name}.exempt in the configuration, or remove it`,
    );
    const after = await judge(policy, violating, exempt("2020-01-01"));
    assert.deepEqual(after.toSorted(), [...found, ...ended].toSorted());
  });

  it("has nothing to say of other kinds", async () => {
    assert.deepEqual(await judge(policy, [other], config), []);
  });
}
