import assert from "node:assert/strict";
import fc from "fast-check";
import type { PolicyResourceOptions } from "@pulumi/policy";
import { keyRegistrationProtected as policy } from "../../../policies/keys/keyRegistrationProtected.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";

const registration = (opts: GivenResource["opts"], props: object = {}): GivenResource => ({
  type: "aws:quicksight/keyRegistration:KeyRegistration",
  name: "keys",
  props,
  ...(opts && { opts }),
});
const judge = (opts: Partial<PolicyResourceOptions>, config?: object, props?: object) =>
  judgeAll(policy, [registration(opts, props)], config);
const open =
  "keys: the key registration can be deleted (got protect false); set the resource option protect to true";

describe("policy key-registration-protected", () => {
  itDescribesItself(policy, {
    name: "key-registration-protected",
    description: /protected from deletion/,
    defaults: { exempt: [] },
  });
  itTakesExemptions(policy, [registration({ protect: false })]);

  it("passes a protected registration", async () => {
    assert.deepEqual(await judge({ protect: true }), []);
    assert.deepEqual(await judge({ protect: true, ignoreChanges: ["region", '["tags"]'] }), []);
  });

  it("refuses an unprotected one", async () => {
    assert.deepEqual(await judge({ protect: false }), [open]);
  });

  it("refuses to hide drift, however the path is written", async () => {
    for (const path of [
      "keyRegistrations",
      "keyRegistrations[0]",
      '["keyRegistrations"][0].keyArn',
      "*",
      "[*]",
    ]) {
      assert.deepEqual(await judge({ protect: true, ignoreChanges: [path] }), [
        `keys: changes of the registered keys are ignored (got ignoreChanges ${path}); remove it from ignoreChanges`,
      ]);
    }
  });

  it("needs to know no input", async () => {
    assert.deepEqual(await judge({ protect: false }, {}, { keyRegistrations: unknownText }), [
      open,
    ]);
  });

  it("refuses it whatever else is protected, known or ignored", async () => {
    const quiet = fc.constantFrom("tags", "region", '["awsAccountId"]');
    const loud = fc
      .tuple(
        fc.constantFrom("keyRegistrations", '["keyRegistrations"]', "*", "[*]"),
        fc.constantFrom("", "[0]", "[*]", "[0].keyArn", "[1].defaultKey", '[0]["keyArn"]'),
      )
      .map(([head, tail]) => (head.includes("*") ? head : head + tail));
    const props = fc.constantFrom({}, { keyRegistrations: unknownText }, { region: "eu-west-1" });
    await fc.assert(
      fc.asyncProperty(fc.array(quiet), loud, props, async (paths, path, given) => {
        assert.deepEqual(await judge({ protect: false, ignoreChanges: paths }, {}, given), [open]);
        const ignored = { protect: true, ignoreChanges: [...paths, path] };
        assert.equal((await judge(ignored, {}, given)).length, 1);
      }),
    );
  });
});
