import assert from "node:assert/strict";
import type { PolicyResourceOptions } from "@pulumi/policy";
import { keyRegistrationProtected as policy } from "../../../policies/keys/keyRegistrationProtected.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";

const type = "aws:quicksight/keyRegistration:KeyRegistration";
const judge = (opts: Partial<PolicyResourceOptions>, config?: object, props: object = {}) =>
  validateResource(policy, { type, name: "keys", props, opts }, config);
const open =
  "keys: the key registration can be deleted (got protect false); set the resource option protect to true";

describe("policy key-registration-protected", () => {
  itDescribesItself(policy, {
    name: "key-registration-protected",
    description: /protected from deletion/,
    defaults: { exempt: [] },
  });

  it("passes a protected registration", async () => {
    assert.deepEqual(await judge({ protect: true }), []);
    assert.deepEqual(await judge({ protect: true, ignoreChanges: ["region"] }), []);
  });

  it("refuses an unprotected one unless it is exempt", async () => {
    assert.deepEqual(await judge({ protect: false }), [open]);
    assert.deepEqual(await judge({ protect: false }, { exempt: ["keys"] }), []);
  });

  it("refuses to hide drift", async () => {
    assert.deepEqual(await judge({ protect: true, ignoreChanges: ["keyRegistrations[0]"] }), [
      "keys: changes of the registered keys are ignored (got ignoreChanges keyRegistrations[0]); remove it from ignoreChanges",
    ]);
  });

  it("needs to know no input", async () => {
    assert.deepEqual(await judge({ protect: false }, {}, { keyRegistrations: unknownText }), [
      open,
    ]);
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:kms/key:Key", props: {} }),
      `Policy only applies to resources of type '${type}'`,
    );
  });
});
