import assert from "node:assert/strict";
import { parseAccount } from "../../../core/settings/parseAccount.ts";

const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";
const problemsOf = (rotation: object) =>
  parseAccount({
    namespaces: ["default"],
    federation: { samlProvider: "p" },
    madeSecrets: { db: { environment: "DB", rotation } },
  }).problems.map(({ where, message }) => `${where}: ${message}`);

describe("settings: the rotation of a secret", () => {
  it("is every so many days, or by a schedule that Secrets Manager takes", () => {
    for (const when of [
      { everyDays: 30 },
      { everyDays: 1, hours: 3, immediately: true },
      ...["rate(1 day)", "rate(10 days)", "rate(4 hours)", "rate(23 hours)"].map((schedule) => ({
        schedule,
      })),
      { schedule: "cron(0 2 ? * SUN *)" },
      { schedule: "cron(0 /4 * * ? *)", hours: 2 },
    ]) {
      assert.deepEqual(problemsOf({ functionArn, ...when }), [], JSON.stringify(when));
    }
  });

  it("is refused where it is neither, or oftener than Secrets Manager does it", () => {
    const one = /rotation: .*give exactly one of everyDays and schedule/;
    assert.match(problemsOf({ functionArn }).join(), one);
    assert.match(problemsOf({ functionArn, everyDays: 1, schedule: "rate(1 day)" }).join(), one);
    for (const schedule of [
      ...["rate(3 hours)", "rate(0 days)", "rate(30 minutes)", "daily"],
      ...["cron(30 2 ? * SUN *)", "cron(0 2 ? * SUN 2027)", "cron(0 2 * * *)"],
    ]) {
      assert.match(
        problemsOf({ functionArn, schedule }).join(),
        /rotation\.schedule: .*use rate\(10 days\)/,
        schedule,
      );
    }
    assert.match(problemsOf({ functionArn, everyDays: 0 }).join(), /everyDays/);
    assert.match(problemsOf({ functionArn, everyDays: 1001 }).join(), /everyDays/);
  });

  it("is by a function, whole or one version of it", () => {
    for (const arn of [functionArn, `${functionArn}:live`, `${functionArn}:$LATEST`]) {
      assert.deepEqual(problemsOf({ functionArn: arn, everyDays: 1 }), []);
    }
    assert.match(
      problemsOf({ functionArn: "rotate", everyDays: 1 }).join(),
      /use the ARN of a function of Lambda/,
    );
  });
});
