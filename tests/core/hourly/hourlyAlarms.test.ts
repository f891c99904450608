import assert from "node:assert/strict";
import { hourlyAlarms } from "../../../core/hourly/hourlyAlarms.ts";
import { hourlyDashboard } from "../../../core/hourly/hourlyDashboard.ts";
import { metricNames, runMetrics, type CountedRun } from "../../../core/hourly/runMetrics.ts";

const governance = {
  ...{ machineArn: "arn:machine", queueName: "letters", schedule: "rate(1 hour)", paused: false },
};
const namesOf = (more: Partial<typeof governance> = {}) =>
  hourlyAlarms({ ...governance, ...more }).map(({ name }) => name);
const run: CountedRun = {
  ...{ run: "execution-1", namespace: "sales", subject: "people", result: "partly", seconds: 2.5 },
  ...{ done: [1, 2, 3], failed: [1], refusals: [], errors: [1], unchanged: 40, throttled: 7 },
};

describe("alarms of the hourly governance", () => {
  it("are about refused plans, failed tenants, executions that took too long, silence, and what could not be started", () => {
    assert.deepEqual(namesOf(), ["refused", "tenants-failed", "ended", "silent", "dead-letters"]);
  });

  it("know silence where it is known when something must run: twice the time between two runs, and two hours at least", () => {
    const silence = (schedule: string) => {
      const found = hourlyAlarms({ ...governance, schedule }).find(({ name }) => name === "silent");
      return found && (found.period * found.periods) / 3600;
    };
    assert.equal(silence("rate(1 hour)"), 2);
    assert.equal(silence("rate(5 minutes)"), 2);
    assert.equal(silence("rate(90 minutes)"), 3);
    assert.equal(silence("rate(1 day)"), 48);
    assert.equal(silence("rate(10 days)"), undefined);
    assert.equal(silence("cron(10 5-20 ? * MON-FRI *)"), undefined);
    assert.ok(!namesOf({ paused: true }).includes("silent"));
  });

  it("say each in their description what to do, in the length that CloudWatch takes", () => {
    for (const { name, description } of hourlyAlarms(governance)) {
      assert.ok(description.length > 40 && description.length <= 1024, name);
    }
  });

  it("are about metrics that a run counts", () => {
    const own = hourlyAlarms(governance).filter(({ namespace }) => !namespace.startsWith("AWS/"));
    assert.ok(own.every(({ metric }) => (metricNames as readonly string[]).includes(metric)));
    const body = hourlyDashboard({
      region: "eu-west-1",
      machineArn: "arn:m",
      alarmArns: ["arn:a"],
    });
    for (const name of metricNames) assert.ok(JSON.stringify(body).includes(`"${name}"`), name);
  });
});

describe("metrics of a run", () => {
  const { _aws, ...values } = runMetrics(run, new Date(1_000), false) as Record<string, unknown>;

  it("are what it changed, left, refused and failed, in the format that CloudWatch finds in a log", () => {
    assert.deepEqual(values, {
      ...{ Namespace: "sales", Subject: "people", Run: "execution-1", Result: "partly" },
      ...{ Unchanged: 40, Changes: 3, RefusedRuns: 0, FailedRuns: 1, FailedSteps: 1, Errors: 1 },
      ...{ ThrottledCalls: 7, Duration: 2.5 },
    });
    assert.partialDeepStrictEqual(_aws, {
      ...{ Timestamp: 1_000, CloudWatchMetrics: [{ Namespace: "QuickSightGovernance" }] },
    });
  });

  it("are those of a tenant only where they are asked for, as each costs", () => {
    const dimensionsOf = (byTenant: boolean) =>
      /"Dimensions":(\[\[.*?\]\])/.exec(JSON.stringify(runMetrics(run, new Date(), byTenant)))?.[1];
    assert.equal(dimensionsOf(false), "[[]]");
    assert.equal(dimensionsOf(true), '[[],["Namespace","Subject"]]');
  });

  it("never tell a person: names of people stay in the record", () => {
    const named = { ...run, done: [{ text: "+ ana@example.com" }], refusals: ["ana@example.com"] };
    assert.ok(!JSON.stringify(runMetrics(named, new Date(), true)).includes("ana"));
  });
});
