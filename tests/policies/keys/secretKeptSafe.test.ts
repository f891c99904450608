import assert from "node:assert/strict";
import fc from "fast-check";
import { secretKeptSafe as policy } from "../../../policies/keys/secretKeptSafe.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/1";
const secret = (props: object = {}): GivenResource => ({
  type: "aws:secretsmanager/secret:Secret",
  name: "sales",
  props,
});
const judge = (resources: GivenResource[], config?: object) => judgeAll(policy, resources, config);
const foreignKey = (got: string) =>
  `sales: the secret is encrypted with a key of AWS (got kmsKeyId ${got}); set kmsKeyId to a key of yours, for each replica too`;
const lost = (got: string, limit = 7) =>
  `sales: the secret cannot be recovered long enough (got recoveryWindowInDays ${got}); set recoveryWindowInDays to ${limit} or more, or leave it out`;

describe("policy secret-kept-safe", () => {
  itDescribesItself(policy, {
    name: "secret-kept-safe",
    description: /a key of yours, and recoverable/,
    defaults: { exempt: [], minimumDays: 7, requireKey: true },
  });
  itTakesExemptions(policy, [secret()]);

  it("passes a secret with a key of one's own that can be recovered", async () => {
    assert.deepEqual(await judge([secret({ kmsKeyId })]), []);
    assert.deepEqual(await judge([secret({ kmsKeyId, recoveryWindowInDays: "7" })]), []);
    const replicas = [{ region: "eu-central-1", kmsKeyId: "alias/sales" }];
    assert.deepEqual(await judge([secret({ kmsKeyId, replicas })]), []);
  });

  it("refuses a key of AWS, of a replica too, unless configured", async () => {
    assert.deepEqual(await judge([secret()]), [foreignKey("nothing")]);
    assert.deepEqual(await judge([secret({ kmsKeyId: "alias/aws/secretsmanager" })]), [
      foreignKey("alias/aws/secretsmanager"),
    ]);
    const replicas = [{ region: "eu-central-1" }];
    assert.deepEqual(await judge([secret({ kmsKeyId, replicas })]), [
      foreignKey(`${kmsKeyId}, nothing`),
    ]);
    assert.deepEqual(await judge([secret()], { requireKey: false }), []);
  });

  it("refuses a deletion at once", async () => {
    assert.deepEqual(await judge([secret({ kmsKeyId, recoveryWindowInDays: 0 })]), [lost("0")]);
    const config = { minimumDays: 30 };
    assert.deepEqual(await judge([secret({ kmsKeyId, recoveryWindowInDays: 7 })], config), [
      lost("7", 30),
    ]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(
      await judge([secret({ kmsKeyId: unknownText, recoveryWindowInDays: unknownText })]),
      [],
    );
    assert.deepEqual(await judge([secret({ kmsKeyId: unknownText, recoveryWindowInDays: 0 })]), [
      lost("0"),
    ]);
  });

  it("never lets a key of AWS pass, however it is written", async () => {
    const own = { KmsKeyId: "alias/aws/secretsmanager" };
    const secrets = wrapped({
      name: "sales",
      tokens: ["aws:secretsmanager/secret:Secret"],
      props: { kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:alias/aws/secretsmanager" },
      native: { type: "AWS::SecretsManager::Secret", properties: own },
    });
    await fc.assert(
      fc.asyncProperty(secrets, async (one) => {
        assert.match((await judge([one])).join(), /a key of AWS/);
      }),
    );
  });
});
