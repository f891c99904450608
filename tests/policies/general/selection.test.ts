import assert from "node:assert/strict";
import { policies } from "../../../policies/pack.ts";
import { isSelected, selectionOf, type Selection } from "../../../policies/general/selection.ts";
import { kmsKeyRotation } from "../../../policies/keys/kmsKeyRotation.ts";
import { validateResource, validateStack } from "../support/host.ts";

const all: Selection = {
  frameworks: [],
  topics: [],
  leastSeverity: "low",
  policies: [],
  longestExemption: 0,
};
const chosen = (part: Partial<Selection>) =>
  policies.filter((policy) => isSelected(policy, { ...all, ...part })).map(({ name }) => name);

describe("policy selection", () => {
  const policy = selectionOf(policies);

  it("selects every policy when nothing is chosen", () => {
    assert.equal(chosen({}).length, policies.length);
  });

  it("chooses by framework, topic and severity, all at once", () => {
    assert.ok(chosen({ frameworks: ["AWS Security Hub"] }).includes("kms-key-rotation"));
    assert.ok(!chosen({ frameworks: ["SOC 2"] }).includes("kms-key-rotation"));
    assert.ok(chosen({ topics: ["encryption"] }).includes("kms-key-rotation"));
    assert.ok(!chosen({ topics: ["identity"] }).includes("kms-key-rotation"));
    assert.ok(!chosen({ leastSeverity: "critical" }).includes("kms-key-rotation"));
    assert.ok(
      !chosen({ topics: ["encryption"], leastSeverity: "critical" }).includes("kms-key-rotation"),
    );
  });

  it("keeps what is chosen by name, whatever the rest says", () => {
    const names = chosen({ leastSeverity: "critical", policies: ["kms-key-rotation"] });
    assert.ok(names.includes("kms-key-rotation"));
  });

  it("holds for the policies that the host asks after it, for a resource and for a stack", async () => {
    const key = { type: "aws:kms/key:Key", name: "spice", props: {} };
    const ask = async (config: object) => {
      await validateStack(policy, [key], config);
      return validateResource(kmsKeyRotation, key, {}, { sameRun: true });
    };
    assert.equal(await ask({ leastSeverity: "critical" }), "kms-key-rotation is not selected");
    assert.equal((await ask({ leastSeverity: "high" })).length, 1);
  });

  it("names frameworks, topics and policies that the pack does not have", async () => {
    const config = { frameworks: ["PCI"], topics: ["cost"], policies: ["kms-rotation"] };
    const found = (await validateStack(policy, [], config)).join("\n");
    assert.match(
      found,
      /selection\.frameworks names PCI, which the pack does not have \(it has .*PCI DSS/,
    );
    assert.match(found, /selection\.topics names cost/);
    assert.match(found, /selection\.policies names kms-rotation/);
  });

  it("bounds how long an exemption may last, for every policy", async () => {
    const key = { type: "aws:kms/key:Key", name: "spice", props: {} };
    const exempt = [{ match: "spice", reason: "agreed", until: "2999-01-01" }];
    const ask = async (config: object) => {
      await validateStack(policy, [key], config);
      const said = await validateResource(kmsKeyRotation, key, { exempt }, { sameRun: true });
      return [
        said,
        await validateStack(kmsKeyRotation, [key], { exempt }, { sameRun: true }),
      ].flat();
    };
    assert.deepEqual(await ask({}), []);
    const refused = await ask({ longestExemption: 365 });
    assert.match(
      refused.join("\n"),
      /does not rotate[^]*lasts until 2999-01-01, longer than the 365/,
    );
  });

  it("is refused where it, or the setting of any policy, has a name that there is not", async () => {
    assert.deepEqual(await validateStack(policy, [], { framework: ["PCI DSS"] }), [
      " selection has no setting framework; it has frameworks, topics, leastSeverity, policies, longestExemption",
    ]);
    assert.deepEqual(await validateStack(kmsKeyRotation, [], { maxRotation: 90 }), [
      " kms-key-rotation has no setting maxRotation; it has maxRotationDays, exempt",
    ]);
  });
});
