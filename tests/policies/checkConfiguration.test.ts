import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { checkConfiguration } from "../../policies/checkConfiguration.ts";

const check = (configuration: unknown) =>
  checkConfiguration(
    typeof configuration === "string" ? configuration : JSON.stringify(configuration),
    "mine.json",
  );

describe("a configuration of the policy pack", () => {
  for (const name of ["trial", "dev", "prod"]) {
    it(`${name} names policies, settings and levels that there are`, () => {
      const file = `policies/${name}.json`;
      assert.deepEqual(checkConfiguration(readFileSync(file, "utf8"), file), []);
    });
  }

  it("differs by environment", () => {
    const texts = ["trial", "dev", "prod"].map((name) =>
      readFileSync(`policies/${name}.json`, "utf8"),
    );
    assert.equal(new Set(texts).size, 3);
  });

  it("is refused by name of the file where it is no JSON, or no object", () => {
    assert.match(check("{")[0] ?? "", /^mine\.json is not JSON: /);
    assert.deepEqual(check([]), ["mine.json is no object of policies"]);
  });

  it("is refused where all makes mandatory what only tells", () => {
    assert.deepEqual(check({ all: "mandatory" }), [
      'mine.json: all makes not-judged mandatory, which refuses every exemption; add "not-judged": "advisory"',
    ]);
    assert.deepEqual(check({ all: "mandatory", "not-judged": "advisory" }), []);
  });

  it("is refused where it names a policy, a setting or a level that there is not, all at once", () => {
    const found = check({
      "kms-rotation": "advisory",
      "kms-key-rotation": { maxDays: 30, enforcementLevel: "strict" },
      "required-tags": "off",
      all: 3,
    });
    assert.equal(found.length, 5);
    assert.match(
      found[0] ?? "",
      /^mine\.json: there is no policy kms-rotation; the pack has .*kms-key-rotation/,
    );
    assert.equal(
      found[1],
      'mine.json: kms-key-rotation.enforcementLevel is "strict", which is no level; use advisory, disabled, mandatory, remediate',
    );
    assert.equal(
      found[2],
      "mine.json: kms-key-rotation has no setting maxDays; it has maxRotationDays, exempt",
    );
    assert.match(found[3] ?? "", /^mine\.json: required-tags is "off", which is no level/);
    assert.match(found[4] ?? "", /^mine\.json: all is 3, which is no level/);
  });
});
