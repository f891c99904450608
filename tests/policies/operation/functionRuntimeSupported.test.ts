import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { functionRuntimeSupported as policy } from "../../../policies/operation/functionRuntimeSupported.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const made = (props: object): GivenResource => ({
  type: "aws:lambda/function:Function",
  name: "reconcile",
  props,
});
const judge = (props: object, config?: object) => judgeAll(policy, [made(props)], config);
const old = (day: string, runtime: string) =>
  `reconcile: AWS deprecates the runtime of the function on ${day} (got ${runtime}); set runtime to a current one`;

describe("policy function-runtime-supported", () => {
  itDescribesItself(policy, {
    name: "function-runtime-supported",
    description: /not deprecated/,
    defaults: { daysAhead: 0, exempt: [], runtimes: {} },
  });
  itTakesExemptions(policy, [made({ runtime: "python2.7" })]);

  it("has a list of days, each a day", () => {
    const days = JSON.parse(
      readFileSync("policies/operation/runtimeDeprecations.json", "utf8"),
    ) as Record<string, string>;
    for (const day of Object.values(days)) {
      assert.equal(new Date(day).toISOString().slice(0, 10), day);
    }
  });

  it("passes a runtime that is newer than the list, and an image, which has none", async () => {
    assert.deepEqual(await judge({ runtime: "nodejs98.x" }), []);
    assert.deepEqual(await judge({ runtime: "constructor" }), []);
    assert.deepEqual(await judge({ packageType: "Image", imageUri: "registry/image" }), []);
  });

  it("refuses a runtime from the day of its deprecation", async () => {
    assert.deepEqual(await judge({ runtime: "nodejs18.x" }), [old("2025-09-01", "nodejs18.x")]);
    const today = new Date().toISOString().slice(0, 10);
    const config = { runtimes: { "nodejs98.x": today } };
    assert.deepEqual(await judge({ runtime: "nodejs98.x" }, config), [old(today, "nodejs98.x")]);
  });

  it("takes days that AWS has named since, and refuses ahead of them where it is configured", async () => {
    const runtimes = { "nodejs18.x": "2999-01-01" };
    assert.deepEqual(await judge({ runtime: "nodejs18.x" }, { runtimes }), []);
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const config = { daysAhead: 90, runtimes: { "nodejs98.x": soon } };
    assert.deepEqual(await judge({ runtime: "nodejs98.x" }, config), [old(soon, "nodejs98.x")]);
  });

  it("bears what is not known yet", async () => {
    assert.deepEqual(await judge({ runtime: unknownText }), []);
  });

  it("never lets an old runtime pass, however it is written", async () => {
    const functions = wrapped({
      name: "reconcile",
      tokens: ["aws:lambda/function:Function"],
      props: { runtime: "python3.8" },
      native: { type: "AWS::Lambda::Function", properties: { Runtime: "python3.8" } },
    });
    await fc.assert(
      fc.asyncProperty(functions, async (one) => {
        assert.match((await judgeAll(policy, [one])).join(), /got python3\.8/);
      }),
    );
  });
});
