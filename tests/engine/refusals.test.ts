import assert from "node:assert/strict";
import { type Sample, setRows, startSample } from "../support/sample.ts";

describe("what is wrong, on the real engine, before anything is written", function () {
  this.timeout(600_000);
  let sample: Sample;
  let putBack: () => Promise<void>;
  before(async () => {
    sample = await startSample();
    const { code, stdout } = await sample.up("dev");
    assert.equal(code, 0, stdout);
    putBack = await sample.remember();
  });
  beforeEach(() => putBack());
  after(async () => {
    await sample.close();
  });

  /** Deploys in vain; what was said. */
  const refusal = async (stack: string) => {
    await sample.resetCalls();
    const { code, stdout, stderr } = await sample.up(stack);
    assert.notEqual(code, 0, stdout);
    assert.deepEqual(sample.writes(), {});
    return stdout + stderr;
  };

  it("names two default keys, a key of another Region and an unknown secret, all at once", async () => {
    await sample.withSettings(
      "dev",
      (settings) => {
        settings.keys = { main: { default: true }, other: { default: true } };
      },
      async () => {
        assert.match(
          await refusal("dev"),
          /account\.keys: is wrong .*set default: true on exactly one key/,
        );
      },
    );
    await sample.withSettings(
      "dev",
      (settings) => {
        const arn = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        settings.keys = { main: { default: true, arn } };
        settings.secrets = ["oktank/nothing"];
      },
      async () => {
        const output = await refusal("dev");
        assert.match(
          output,
          /account\.keys\.main\.arn: the key is in us-west-2; use a key in eu-west-1/,
        );
        assert.match(output, /account\.secrets\[0\]: secret oktank\/nothing is not to be found/);
      },
    );
  });

  it("names a column that a rule invents", async () => {
    await sample.withSettings("dev-default", setRows("usa", { land: "USA" }), async () => {
      assert.match(
        await refusal("dev-default"),
        /tenant\.dataSets\.revenue\.rowRules\[0\]\.values\.land: is not a column of the data set; it has country, city, employee_name, revenue/,
      );
    });
  });
});
