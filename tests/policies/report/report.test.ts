import assert from "node:assert/strict";
import { policies } from "../../../policies/pack.ts";
import { readViolations } from "../../../policies/report/readViolations.ts";
import { toSarif } from "../../../policies/report/toSarif.ts";
import { invalidSarif } from "../../support/invalidSarif.ts";
import { toSummary } from "../../../policies/report/toSummary.ts";

const urn = "urn:pulumi:dev::quicksight-governance::aws:kms/key:Key::spice";
const event = (message: string, more: object = {}) =>
  JSON.stringify({
    sequence: 1,
    timestamp: 1,
    policyEvent: {
      resourceUrn: urn,
      message: `A symmetric KMS key rotates by itself, often enough.\n${message}\n`,
      color: "never",
      policyName: "kms-key-rotation",
      policyPackName: "quicksight-governance",
      policyPackVersion: "0.1.0",
      enforcementLevel: "mandatory",
      ...more,
    },
  });
const rotates = "spice: the key does not rotate (got nothing); set enableKeyRotation to true";

describe("the report of a run's policies", () => {
  it("reads what the engine logs: each thing once, without colours and without the line that is always there", () => {
    const log = [
      '{"sequence":0,"preludeEvent":{"config":{}}}',
      event(`<{%red%}>${rotates}<{%reset%}>`),
      event(rotates),
      event("of the whole stack", { resourceUrn: "", enforcementLevel: "advisory" }),
    ].join("\n");
    assert.deepEqual(readViolations(log), [
      { policy: "kms-key-rotation", level: "mandatory", urn, message: rotates },
      { policy: "kms-key-rotation", level: "advisory", message: "of the whole stack" },
    ]);
  });

  it("reads a log whose last line was cut off, and no other", () => {
    assert.equal(readViolations(`${event(rotates)}\n{"sequ`).length, 1);
    assert.throws(() => readViolations(`{"sequ\n${event(rotates)}`));
  });

  it("is valid SARIF 2.1.0, with a rule for each policy and the resource as its place", () => {
    const found = readViolations(
      [event(rotates), event("x", { policyName: "elsewhere" })].join("\n"),
    );
    const sarif = toSarif(found, policies, { file: "Pulumi.dev.yaml", version: "0.1.0" });
    assert.equal(invalidSarif(sarif), undefined);
    const {
      runs: [run],
    } = sarif as {
      runs: [{ tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }];
    };
    assert.deepEqual(
      run.tool.driver.rules.map(({ id }) => id),
      policies.map(({ name }) => name),
    );
    const [first = {}, second = {}] = run.results;
    assert.equal(first["level"], "error");
    assert.equal(run.tool.driver.rules[Number(first["ruleIndex"])]?.id, "kms-key-rotation");
    assert.ok(!("ruleIndex" in second));
    assert.ok(JSON.stringify(first).includes(urn));
  });

  it("would find SARIF that is not valid", () => {
    assert.notEqual(invalidSarif({ version: "2.1.0", runs: [{ results: [{}] }] }), undefined);
  });

  it("is a summary that names type, resource, value and what to do, what refuses first", () => {
    const found = readViolations(
      [event("only to know", { enforcementLevel: "advisory" }), event(rotates)].join("\n"),
    );
    const summary = toSummary(found, policies, "dev");
    assert.match(summary, /^## dev: 1 violation\n/);
    assert.ok(summary.indexOf("### Refused") < summary.indexOf("### To know"));
    assert.ok(summary.includes(`| aws:kms/key:Key | ${rotates} |`), summary);
    assert.match(toSummary([], policies, "dev"), /^## dev: policies pass\n/);
  });

  it("lets nothing that stands in a name break out of its cell", () => {
    const found = readViolations(event("a|b <img src=x> [y](https://evil.example)\n![z](q)"));
    const summary = toSummary(found, policies, "dev");
    const row = summary.split("\n").find((line) => line.includes("evil")) ?? "";
    assert.ok(!/<img|(?<!\\)\]\(https:\/\/evil|(?<!\\)!\[/.test(row), row);
    assert.equal(row.match(/(?<!\\)\|/g)?.length, 4);
  });
});
