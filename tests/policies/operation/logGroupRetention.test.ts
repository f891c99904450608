import assert from "node:assert/strict";
import fc from "fast-check";
import { logGroupRetention as policy } from "../../../policies/operation/logGroupRetention.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const group = (retentionInDays?: unknown): GivenResource => ({
  type: "aws:cloudwatch/logGroup:LogGroup",
  name: "logs",
  props: { retentionInDays },
});
const judge = (retention: unknown, config?: object) => judgeAll(policy, [group(retention)], config);
const forever = (got: string) =>
  `logs: logs are kept for ever (got retentionInDays ${got}); set retentionInDays to 365 or more`;
const short = (got: string, limit = 365) =>
  `logs: logs are not kept long enough (got retentionInDays ${got}); set retentionInDays to ${limit} or more`;

describe("policy log-group-retention", () => {
  itDescribesItself(policy, {
    name: "log-group-retention",
    description: /long enough, and not for ever/,
    defaults: { allowForever: false, exempt: [], minimumDays: 365 },
  });
  itTakesExemptions(policy, [group()]);

  it("passes logs that are kept long enough", async () => {
    assert.deepEqual(await judge(365), []);
    assert.deepEqual(await judge("400"), []);
    assert.deepEqual(await judge(30, { minimumDays: 30 }), []);
  });

  it("refuses logs that are kept for ever, unless configured", async () => {
    assert.deepEqual(await judge(undefined), [forever("nothing")]);
    assert.deepEqual(await judge(0), [forever("0")]);
    assert.deepEqual(await judge(undefined, { allowForever: true }), []);
  });

  it("refuses logs that are gone too soon", async () => {
    assert.deepEqual(await judge(7), [short("7")]);
    assert.deepEqual(await judge("a week"), [short("a week")]);
    assert.deepEqual(await judge(7, { minimumDays: 30, allowForever: true }), [short("7", 30)]);
  });

  it("bears what is not known yet", async () => {
    assert.deepEqual(await judge(unknownText), []);
  });

  it("never lets logs be gone too soon, however it is written", async () => {
    const groups = wrapped({
      name: "logs",
      tokens: ["aws:cloudwatch/logGroup:LogGroup"],
      props: { retentionInDays: 7 },
      native: { type: "AWS::Logs::LogGroup", properties: { RetentionInDays: 7 } },
    });
    await fc.assert(
      fc.asyncProperty(groups, async (one) => {
        assert.match((await judgeAll(policy, [one])).join(), /not kept long enough/);
      }),
    );
  });
});
