import assert from "node:assert/strict";
import fc from "fast-check";
import { stateMachineHandlesFailure as policy } from "../../../policies/operation/stateMachineHandlesFailure.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const Retry = [{ ErrorEquals: ["States.ALL"] }];
const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Tell" }];
const task = (more: object = {}) => ({ Type: "Task", Resource: "arn:aws:lambda:::f", ...more });
const machine = (definition: unknown): GivenResource => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "load",
  props: { definition },
});
const judge = (states: object, config?: object) =>
  judgeAll(policy, [machine(JSON.stringify({ States: states }))], config);
const without = (name: string, tasks: string) =>
  `load: tasks of the state machine have no ${name} (got ${tasks}); give each of them a ${name}`;

describe("policy state-machine-handles-failure", () => {
  itDescribesItself(policy, {
    name: "state-machine-handles-failure",
    description: /has a Retry and a Catch/,
    defaults: { exempt: [], requireCatch: true, requireRetry: true },
  });
  itTakesExemptions(policy, [machine(JSON.stringify({ States: { Read: task() } }))]);

  it("passes tasks with both, their own or of what encloses them", async () => {
    assert.deepEqual(await judge({ Read: task({ Retry, Catch }), End: { Type: "Succeed" } }), []);
    const inner = { States: { Read: task({ Retry }) } };
    assert.deepEqual(await judge({ All: { Type: "Parallel", Branches: [inner], Catch } }), []);
    assert.deepEqual(await judge({ Each: { Type: "Map", ItemProcessor: inner, Catch } }), []);
  });

  it("refuses tasks without, wherever they are", async () => {
    assert.deepEqual(await judge({ Read: task({ Retry }), Write: task({ Catch, Retry: [] }) }), [
      without("Retry", "Write"),
      without("Catch", "Read"),
    ]);
    const inner = { States: { Read: task({ Catch }) } };
    assert.deepEqual(await judge({ All: { Type: "Parallel", Branches: [{}, inner] } }), [
      without("Retry", "All/Read"),
    ]);
    assert.deepEqual(await judge({ Each: { Type: "Map", Iterator: inner } }), [
      without("Retry", "Each/Read"),
    ]);
  });

  it("demands what is configured", async () => {
    const config = { requireCatch: false };
    assert.deepEqual(await judge({ Read: task() }, config), [without("Retry", "Read")]);
    assert.deepEqual(await judge({ Read: task({ Retry }) }, config), []);
  });

  it("refuses a definition that cannot be read", async () => {
    assert.deepEqual(await judgeAll(policy, [machine("States: {}")]), [
      "load: the definition of the state machine cannot be read (got no JSON object); write it in the Amazon States Language, as JSON",
    ]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judgeAll(policy, [machine(unknownText)]), []);
    const partial = {
      States: { Read: task({ Retry: unknownText, Catch }), Write: task({ Catch }) },
    };
    assert.deepEqual(await judgeAll(policy, [machine(partial)]), [without("Retry", "Write")]);
  });

  it("never lets a task without pass, however it is written", async () => {
    const definition = { States: { Read: task() } };
    const text = JSON.stringify(definition);
    const type = "AWS::StepFunctions::StateMachine";
    const given = { name: "load", tokens: ["aws:sfn/stateMachine:StateMachine"] };
    const machines = fc.oneof(
      wrapped({
        ...given,
        props: { definition: text },
        native: { type, properties: { DefinitionString: text } },
      }),
      wrapped({
        ...given,
        props: { definition: text },
        native: { type, properties: { Definition: definition } },
      }),
    );
    await fc.assert(
      fc.asyncProperty(machines, async (one) => {
        assert.notDeepEqual(await judgeAll(policy, [one]), []);
      }),
    );
  });
});
