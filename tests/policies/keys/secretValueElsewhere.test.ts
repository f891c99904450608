import assert from "node:assert/strict";
import fc from "fast-check";
import { secretValueElsewhere as policy } from "../../../policies/keys/secretValueElsewhere.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const version = (props: object): GivenResource => ({
  type: "aws:secretsmanager/secretVersion:SecretVersion",
  name: "password",
  props: { secretId: "sales", ...props },
});
const judge = (resources: GivenResource[]) => judgeAll(policy, resources);
const kept =
  "password: the value of the secret stands in the program and its state (got a value, which is not shown); give it as secretStringWo with secretStringWoVersion, or write it past the program";

describe("policy secret-value-elsewhere", () => {
  itDescribesItself(policy, {
    name: "secret-value-elsewhere",
    description: /past the program's state/,
    defaults: { exempt: [] },
  });
  itTakesExemptions(policy, [version({ secretString: "correct-horse" })]);

  it("passes a value that is only written, and one that AWS makes", async () => {
    const written = { secretStringWo: "correct-horse", secretStringWoVersion: 1 };
    assert.deepEqual(await judge([version(written)]), []);
    assert.deepEqual(await judge([version({ secretString: null })]), []);
    const native = {
      type: "aws-native:secretsmanager:Secret",
      name: "password",
      props: { generateSecretString: { passwordLength: 32 } },
    };
    assert.deepEqual(await judge([native]), []);
  });

  it("refuses a value that the state keeps, known or not, and never shows it", async () => {
    assert.deepEqual(await judge([version({ secretString: "correct-horse" })]), [kept]);
    assert.deepEqual(await judge([version({ secretBinary: "Y29ycmVjdA==" })]), [kept]);
    assert.deepEqual(await judge([version({ secretString: unknownText })]), [kept]);
  });

  it("never lets a value in the program pass, however it is written", async () => {
    const versions = fc.oneof(
      wrapped({
        name: "password",
        tokens: ["aws:secretsmanager/secretVersion:SecretVersion"],
        props: { secretString: "correct-horse" },
      }),
      wrapped({
        name: "password",
        tokens: ["aws:secretsmanager/secretVersion:SecretVersion"],
        props: { secretBinary: "correct-horse" },
        native: {
          type: "AWS::SecretsManager::Secret",
          properties: { SecretString: "correct-horse" },
        },
      }),
    );
    await fc.assert(
      fc.asyncProperty(versions, async (one) => {
        const found = (await judge([one])).join();
        assert.match(found, /stands in the program/);
        assert.ok(!found.includes("correct-horse"));
      }),
    );
  });
});
