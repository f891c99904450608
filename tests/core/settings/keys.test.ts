import assert from "node:assert/strict";
import { parseAccount } from "../../../core/settings/parseAccount.ts";

const arn = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
const account = (more: object) =>
  parseAccount({ namespaces: ["default"], federation: { samlProvider: "okta" }, ...more });
const parse = (keys: object) =>
  account({ keys }).problems.map(({ where, message }) => `${where}: ${message}`);

describe("keys in the settings of an account", () => {
  it("are made or named by their ARN, multi-Region keys too, and exactly one is the default", () => {
    assert.deepEqual(parse({}), []);
    assert.deepEqual(parse({ main: { default: true }, other: { arn: arn("mrk-1") } }), []);
    const wrong = /account\.keys: .*set default: true on exactly one key/;
    assert.match(parse({ main: {} }).join(), wrong);
    assert.match(parse({ main: { default: true }, other: { default: true } }).join(), wrong);
  });

  it("are no aliases, as these may lead to another key tomorrow", () => {
    const alias = arn("1").replace("key/1", "alias/corp");
    assert.match(
      parse({ main: { default: true, arn: alias } }).join(),
      /account\.keys\.main\.arn: .*use the ARN of a KMS key, not of an alias/,
    );
  });

  it("are each named once, as a registration has a key once", () => {
    assert.match(
      parse({ main: { default: true, arn: arn("1") }, other: { arn: arn("1") } }).join(),
      /account\.keys: .*name each key once/,
    );
  });

  it("bring what is there under another default, unless that is switched off", () => {
    const settings = (reencryption?: object) => account({ reencryption }).settings?.reencryption;
    const usual = { enabled: true, openRevoked: false, parallel: 10, minutes: 30 };
    assert.deepEqual(settings(), usual);
    assert.deepEqual(settings({ enabled: false }), { ...usual, enabled: false });
    const exceptTag = { key: "keep-key" };
    assert.deepEqual(settings({ exceptTag, parallel: 3 }), { ...usual, exceptTag, parallel: 3 });
    for (const wrong of [{ parallel: 0 }, { minutes: 0 }, { exceptTag: {} }, { tag: "x" }]) {
      const { problems } = account({ reencryption: wrong });
      assert.equal(problems.length, 1);
      assert.match(problems[0]?.where ?? "", /^account\.reencryption/);
    }
  });
});
