import assert from "node:assert/strict";
import { parseAccount } from "../../../core/settings/parseAccount.ts";

const main = { main: { default: true } };
const parse = (alarms: object | undefined, keys: object = main) =>
  parseAccount({
    namespaces: ["default"],
    federation: { samlProvider: "okta" },
    keys,
    ...(alarms === undefined ? {} : { alarms }),
  });
const problemsOf = (alarms: object, keys?: object) =>
  parse(alarms, keys).problems.map(({ where, message }) => `${where}: ${message}`);

describe("alarms in the settings of an account", () => {
  it("are none where nothing asks for them", () => {
    assert.equal(parse(undefined).settings?.alarms, undefined);
  });

  it("go to a topic that the stack makes, to one that is there, and by email", () => {
    assert.deepEqual(parse({}).settings?.alarms, { emails: [], omit: [] });
    const topic = "arn:aws:sns:eu-west-1:111122223333:security";
    const alarms = { topic, emails: ["security@x.com"], omit: ["default-key-left"] };
    assert.deepEqual(parse(alarms).settings?.alarms, alarms);
  });

  it("go to no FIFO topic, to which EventBridge cannot publish, and to nothing else", () => {
    for (const topic of [
      "arn:aws:sns:eu-west-1:111122223333:security.fifo",
      "arn:aws:sqs:eu-west-1:111122223333:security",
      "security",
    ]) {
      assert.match(
        problemsOf({ topic }).join(),
        /account\.alarms\.topic: .*use the ARN of a standard SNS topic/,
      );
    }
  });

  it("name each address once, and only alarms that there are", () => {
    assert.match(problemsOf({ emails: ["a@x.com", "A@x.com"] }).join(), /name each address once/);
    assert.match(problemsOf({ emails: ["a"] }).join(), /use an email address/);
    assert.match(problemsOf({ omit: ["key-lost"] }).join(), /account\.alarms\.omit.*key-disabled/);
    assert.match(problemsOf({ mails: [] }).join(), /account\.alarms.*mails/);
  });

  it("watch keys that are declared, as many as a rule has room for", () => {
    assert.match(problemsOf({}, {}).join(), /account\.alarms: alarms watch the keys/);
    const many = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`key-${index}`, { default: index === 0 }]),
      );
    assert.deepEqual(problemsOf({}, many(30)), []);
    assert.match(problemsOf({}, many(31)).join(), /at most 30 keys \(got 31\)/);
  });
});
