import assert from "node:assert/strict";
import { keyRegistrationOneDefault as policy } from "../../../policies/keys/keyRegistrationOneDefault.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";

const type = "aws:quicksight/keyRegistration:KeyRegistration";
const one = { keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1", defaultKey: true };
const two = { keyArn: "arn:aws:kms:eu-west-1:111122223333:key/2" };
const judge = (keyRegistrations: unknown, config?: object) =>
  validateResource(policy, { type, name: "keys", props: { keyRegistrations } }, config);
const wrong = (got: string) =>
  `keys: there must be exactly one default key (got ${got}); set defaultKey to true on one of keyRegistrations and on no other`;

describe("policy key-registration-one-default", () => {
  itDescribesItself(policy, {
    name: "key-registration-one-default",
    description: /exactly one default/,
    defaults: { allowAwsOwnedKey: false },
  });

  it("passes one default among several keys", async () => {
    assert.deepEqual(await judge([one]), []);
    assert.deepEqual(await judge([two, one]), []);
  });

  it("refuses none and several", async () => {
    assert.deepEqual(await judge([two, { ...one, defaultKey: false }]), [wrong("0 of 2")]);
    assert.deepEqual(await judge([one, { ...two, defaultKey: true }]), [wrong("2 of 2")]);
  });

  it("refuses an empty registration unless configured", async () => {
    assert.deepEqual(await judge([]), [wrong("0 of 0")]);
    assert.deepEqual(await judge([], { allowAwsOwnedKey: true }), []);
  });

  it("refuses a key that is listed twice", async () => {
    assert.deepEqual(await judge([one, { keyArn: one.keyArn }]), [
      `keys: a key is listed more than once (got ${one.keyArn}); list each key once`,
    ]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge(unknownText), []);
    assert.deepEqual(await judge([unknownText, two]), []);
    assert.deepEqual(await judge([{ ...two, defaultKey: unknownText }]), []);
    const made = { keyArn: unknownText, defaultKey: true };
    assert.deepEqual(await judge([made, { keyArn: unknownText }]), []);
    assert.deepEqual(await judge([made, made, unknownText]), [wrong("2 of 3")]);
    assert.deepEqual(await judge([{ keyArn: unknownText }]), [wrong("0 of 1")]);
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:kms/key:Key", props: {} }),
      `Policy only applies to resources of type '${type}'`,
    );
  });
});
