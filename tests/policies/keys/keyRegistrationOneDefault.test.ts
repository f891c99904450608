import assert from "node:assert/strict";
import fc from "fast-check";
import { keyRegistrationOneDefault as policy } from "../../../policies/keys/keyRegistrationOneDefault.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { no, yes } from "../support/wrap.ts";

const one = { keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1", defaultKey: true };
const two = { keyArn: "arn:aws:kms:eu-west-1:111122223333:key/2" };
const registration = (keyRegistrations: unknown, props: object = {}): GivenResource => ({
  type: "aws:quicksight/keyRegistration:KeyRegistration",
  name: "keys",
  props: { keyRegistrations, ...props },
});
const judge = (keyRegistrations: unknown, config?: object) =>
  judgeAll(policy, [registration(keyRegistrations)], config);
const wrong = (got: string) =>
  `keys: there must be exactly one default key (got ${got}); set defaultKey to true on one of keyRegistrations and on no other`;

describe("policy key-registration-one-default", () => {
  itDescribesItself(policy, {
    name: "key-registration-one-default",
    description: /exactly one default/,
    defaults: { allowAwsOwnedKey: false, exempt: [], keyAccounts: [] },
  });
  itTakesExemptions(policy, [registration([])]);

  it("passes one default among several keys", async () => {
    assert.deepEqual(await judge([one]), []);
    assert.deepEqual(await judge([two, one]), []);
  });

  it("refuses none and several", async () => {
    assert.deepEqual(await judge([two, { ...one, defaultKey: false }]), [wrong("0 of 2")]);
    assert.deepEqual(await judge([one, { ...two, defaultKey: true }]), [wrong("2 of 2")]);
    assert.deepEqual(await judge([one, { ...two, defaultKey: "true" }]), [wrong("2 of 2")]);
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

  it("refuses what is not the ARN of a key", async () => {
    for (const [keyArn, got] of [
      ["", "an empty text"],
      ["arn:aws:kms:eu-west-1:111122223333:alias/spice", undefined],
      [undefined, "nothing"],
    ]) {
      assert.deepEqual(await judge([{ keyArn, defaultKey: true }]), [
        `keys: what is registered is not the ARN of a KMS key (got ${got ?? keyArn}); set keyArn to arn:aws:kms:REGION:ACCOUNT:key/ID; an alias cannot be registered`,
      ]);
    }
  });

  it("refuses a key of another account unless it is agreed", async () => {
    const foreign = { keyArn: "arn:aws:kms:eu-west-1:444455556666:key/3" };
    const got = (arns: string) => [
      `keys: a key of another account is registered: whoever owns it decides whether the data can be read (got ${arns}); register a key of this account, or add the other to keyAccounts`,
    ];
    const stated = registration([one, foreign], { awsAccountId: "111122223333" });
    assert.deepEqual(await judgeAll(policy, [stated]), got(foreign.keyArn));
    assert.deepEqual(await judgeAll(policy, [stated], { keyAccounts: ["444455556666"] }), []);
    assert.deepEqual(await judge([one, foreign]), got(`${one.keyArn}, ${foreign.keyArn}`));
    const provider = {
      type: "pulumi:providers:aws",
      name: "main",
      props: { allowedAccountIds: '["111122223333"]' },
    };
    const alone = registration([{ ...foreign, defaultKey: true }]);
    assert.deepEqual(await judgeAll(policy, [provider, alone]), got(foreign.keyArn));
  });

  it("refuses two registrations of one account and Region, and passes one in each Region", async () => {
    const second = (props: object) => ({ ...registration([one], props), name: "second" });
    const twice = [
      "second: the account and Region have another registration, and the one written last wins (got keys); register all keys in one of them",
    ];
    const here = { awsAccountId: "111122223333", region: "eu-west-1" };
    assert.deepEqual(await judgeAll(policy, [registration([one]), second({})]), twice);
    assert.deepEqual(await judgeAll(policy, [registration([one], here), second(here)]), twice);
    const there = { ...here, region: "eu-central-1" };
    assert.deepEqual(await judgeAll(policy, [registration([one], here), second(there)]), []);
  });

  it("knows one account and Region behind two providers", async () => {
    const here = { awsAccountId: "111122223333", region: "eu-west-1" };
    const by = (provider: string, props: object) => ({
      ...registration([one], props),
      name: provider,
      provider,
    });
    const refused = await judgeAll(policy, [by("first", here), by("other", here)]);
    assert.equal(refused.length, 1);
    assert.deepEqual(await judgeAll(policy, [by("first", {}), by("other", {})]), []);
  });

  it("refuses none and several however yes, no and the list are written", async () => {
    const list = fc
      .array(fc.boolean(), { minLength: 1, maxLength: 6 })
      .filter((defaults) => defaults.filter(Boolean).length !== 1)
      .chain((defaults) => fc.tuple(...defaults.map((is) => (is ? yes : no))))
      .map((spelled) =>
        spelled.map((defaultKey, index) => ({
          keyArn: `arn:aws:kms:eu-west-1:111122223333:key/${index}`,
          defaultKey,
        })),
      );
    await fc.assert(
      fc.asyncProperty(list, async (keys) => {
        assert.equal((await judge(keys)).length, 1);
        if (keys.length === 1) assert.equal((await judge(keys[0])).length, 1);
      }),
    );
  });
});
