import assert from "node:assert/strict";
import { functionNames, ofEachFunction } from "../../../core/hourly/functionNames.ts";
import { hourlyMachine } from "../../../core/hourly/hourlyMachine.ts";
import { validateMachine } from "../../support/validateMachine.ts";

const arnOf = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
const args = {
  ...{ functions: ofEachFunction(arnOf), bucket: "governance", partition: "aws" },
  ...{ concurrency: 10, seconds: 900 },
};

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly Parameters?: { readonly FunctionName?: string };
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
}
const statesOf = (machine: object): [string, State][] => {
  const { States } = machine as { States: Readonly<Record<string, State>> };
  return Object.entries(States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.ItemProcessor === undefined ? [] : statesOf(state.ItemProcessor)),
  ]);
};

describe("the state machine of the hourly governance", () => {
  it("is a valid definition in every partition", () => {
    for (const partition of ["aws", "aws-us-gov", "aws-cn"]) {
      const machine = hourlyMachine({ ...args, partition });
      assert.equal(validateMachine(machine), "");
      assert.ok(!JSON.stringify(machine).includes(partition === "aws" ? "aws-" : "arn:aws:states"));
    }
  });

  it("calls every function that is made, each with a time limit and retries", () => {
    const tasks = statesOf(hourlyMachine(args)).filter(([, { Type }]) => Type === "Task");
    assert.deepEqual(
      tasks.map(([, { Parameters }]) => Parameters?.FunctionName).toSorted(),
      functionNames.map(arnOf).toSorted(),
    );
    for (const [name, { TimeoutSeconds = 0, Retry = [] }] of tasks) {
      assert.ok(TimeoutSeconds > args.seconds, name);
      assert.ok(
        Retry.some(({ ErrorEquals }) => ErrorEquals.includes("Lambda.TooManyRequestsException")),
        name,
      );
      assert.ok(
        Retry.some(({ ErrorEquals }) => ErrorEquals.includes("LockBusy")),
        name,
      );
    }
  });

  it("lets no failure of a tenant end the others: each call of one is caught, and its reason recorded", () => {
    const [, tenants] = statesOf(hourlyMachine(args)).find(([, { Type }]) => Type === "Map") ?? [];
    const inner = Object.entries(tenants?.ItemProcessor?.States ?? {});
    const calls = inner.filter(([name, { Type }]) => Type === "Task" && name !== "RecordFailure");
    assert.ok(calls.length >= 2);
    for (const [name, { Catch = [] }] of calls) {
      assert.deepEqual(
        Catch.map(({ ErrorEquals }) => ErrorEquals),
        [["States.ALL"]],
        name,
      );
    }
  });

  it("retries no mistake of a person: neither a refused plan, nor a file, nor a request", () => {
    const retried = statesOf(hourlyMachine(args)).flatMap(([, { Retry = [] }]) =>
      Retry.flatMap(({ ErrorEquals }) => ErrorEquals),
    );
    for (const name of [
      "PlanRefused",
      "FileMistakes",
      "RequestMistakes",
      "OutOfTime",
      "States.ALL",
    ]) {
      assert.ok(!retried.includes(name), name);
    }
  });

  it("has a definition that Step Functions takes: less than 1 MB", () => {
    assert.ok(JSON.stringify(hourlyMachine(args)).length < 1_000_000);
  });
});
