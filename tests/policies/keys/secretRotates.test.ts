import assert from "node:assert/strict";
import fc from "fast-check";
import { secretRotates as policy } from "../../../policies/keys/secretRotates.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const secret = (props: object = {}): GivenResource => ({
  type: "aws:secretsmanager/secret:Secret",
  name: "sales",
  props: { name: "sales", ...props },
});
const rotation = (rotationRules: unknown, props: object = {}): GivenResource => ({
  type: "aws:secretsmanager/secretRotation:SecretRotation",
  name: "rotation",
  props: { secretId: "sales", rotationRules, ...props },
});
const judge = (resources: GivenResource[], config?: object) => judgeAll(policy, resources, config);
const missing =
  "sales: the secret does not rotate (got no SecretRotation); add a SecretRotation, or exempt a secret that no program can renew";
const seldom = (got: string, limit = 90) =>
  `rotation: the secret rotates too seldom (got ${got}); set automaticallyAfterDays to ${limit} or less`;

describe("policy secret-rotates", () => {
  itDescribesItself(policy, {
    name: "secret-rotates",
    description: /rotates by itself/,
    defaults: { exempt: [], maxDays: 90 },
  });
  itTakesExemptions(policy, [secret()]);

  it("passes a secret that rotates, by its name or its ARN, in days or by a calendar", async () => {
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:sales-AbCdEf";
    for (const rules of [
      { automaticallyAfterDays: 30 },
      { automaticallyAfterDays: "30" },
      { scheduleExpression: "rate(12 hours)" },
      { scheduleExpression: "cron(0 4 1 * ? *)" },
      { scheduleExpression: "cron(0 4 1 */2 ? *)" },
      { scheduleExpression: "cron(0 4 1 1,3,5,7,9,11 ? *)" },
    ]) {
      assert.deepEqual(await judge([secret(), rotation(rules)]), []);
    }
    const named = rotation({ automaticallyAfterDays: 30 }, { secretId: arn });
    assert.deepEqual(await judge([secret({ arn }), named]), []);
  });

  it("refuses a secret without rotation, or with that of another", async () => {
    assert.deepEqual(await judge([secret()]), [missing]);
    const other = rotation({ automaticallyAfterDays: 30 }, { secretId: "other" });
    assert.deepEqual(await judge([secret(), other]), [missing]);
  });

  it("refuses rotation that is off or too seldom, of a secret of another stack too", async () => {
    assert.deepEqual(await judge([rotation({ automaticallyAfterDays: 120 })]), [
      seldom("120 days"),
    ]);
    assert.deepEqual(await judge([rotation({ scheduleExpression: "rate(365 days)" })]), [
      seldom("rate(365 days)"),
    ]);
    for (const calendar of ["cron(0 4 1 1 ? *)", "cron(0 4 1 * ? 2027)", "cron(0 4 1 1/6 ? *)"]) {
      const yearly = rotation({ scheduleExpression: calendar });
      assert.deepEqual(await judge([yearly]), [seldom(calendar)]);
    }
    assert.deepEqual(await judge([rotation({}, { rotationEnabled: "false" })]), [
      "rotation: the secret does not rotate (got rotationEnabled false); set rotationEnabled to true",
    ]);
    const config = { maxDays: 30 };
    assert.deepEqual(await judge([rotation({ automaticallyAfterDays: 60 })], config), [
      seldom("60 days", 30),
    ]);
  });

  it("bears what is not known yet", async () => {
    const rules = { automaticallyAfterDays: unknownText };
    assert.deepEqual(await judge([secret(), rotation(rules)]), []);
    const unnamed = rotation({ automaticallyAfterDays: 30 }, { secretId: unknownText });
    assert.deepEqual(await judge([secret(), unnamed]), []);
    assert.deepEqual(await judge([secret(), { ...unnamed, from: { secretId: ["sales"] } }]), []);
  });

  it("never lets a secret without rotation pass, however it is written", async () => {
    const still = wrapped({
      name: "sales",
      tokens: ["aws:secretsmanager/secret:Secret"],
      props: { name: "sales" },
      native: { type: "AWS::SecretsManager::Secret", properties: { Name: "sales" } },
    });
    const rare = wrapped({
      name: "rotation",
      tokens: ["aws:secretsmanager/secretRotation:SecretRotation"],
      props: { secretId: "sales", rotationRules: { automaticallyAfterDays: 400 } },
      native: {
        type: "AWS::SecretsManager::RotationSchedule",
        properties: { SecretId: "sales", RotationRules: { AutomaticallyAfterDays: 400 } },
      },
    });
    await fc.assert(
      fc.asyncProperty(still, rare, async (one, other) => {
        assert.notDeepEqual(await judge([one]), []);
        assert.notDeepEqual(await judge([other]), []);
      }),
    );
  });
});
