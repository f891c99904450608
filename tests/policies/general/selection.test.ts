import assert from "node:assert/strict";
import { policies } from "../../../policies/pack.ts";
import { isSelected, selectionOf, type Selection } from "../../../policies/general/selection.ts";
import { kmsKeyRotation } from "../../../policies/keys/kmsKeyRotation.ts";
import { secretRotates } from "../../../policies/keys/secretRotates.ts";
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
      return [await validateResource(kmsKeyRotation, key, { exempt }, { sameRun: true })].flat();
    };
    assert.deepEqual(await ask({}), []);
    const refused = await ask({ longestExemption: 365 });
    assert.match(
      refused.join("\n"),
      /lasts until 2999-01-01, longer than the 365[^]*does not rotate/,
    );
  });

  it("is refused where it, or the setting of any policy, has a name that there is not", async () => {
    assert.deepEqual(await validateStack(policy, [], { framework: ["PCI DSS"] }), [
      " selection has no setting framework; it has frameworks, topics, leastSeverity, policies, longestExemption",
    ]);
    const said = "has no setting maxRotation; it has";
    const config = { maxRotation: 90 };
    assert.deepEqual(await validateStack(secretRotates, [], config), [
      ` secret-rotates ${said} maxDays, exempt`,
    ]);
    const topic = { type: "aws:sns/topic:Topic", name: "news", props: {} };
    assert.deepEqual(await validateResource(kmsKeyRotation, topic, config), [
      `kms-key-rotation ${said} maxRotationDays, exempt`,
    ]);
    assert.equal(
      await validateResource(kmsKeyRotation, topic, config, { sameRun: true }),
      "kms-key-rotation has nothing to say of aws:sns/topic:Topic",
    );
  });
});
