import assert from "node:assert/strict";
import { parseAccount } from "../../../core/settings/parseAccount.ts";

const arn = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
const parse = (keys: object) =>
  parseAccount({
    namespaces: ["default"],
    federation: { samlProvider: "okta" },
    keys,
  }).problems.map(({ where, message }) => `${where}: ${message}`);

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
});
