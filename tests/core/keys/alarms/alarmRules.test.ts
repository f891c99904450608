import assert from "node:assert/strict";
import { alarmRules } from "../../../../core/keys/alarms/alarmRules.ts";
import { keyAlarmNames } from "../../../../core/settings/alarmSettings.ts";
import { keyArns, keys, scope } from "./alarmEvents.ts";

/** Keys with the longest ARNs that there are. */
function many(count: number) {
  const names = Array.from({ length: count }, (_, index) => `key-${index}`);
  const arnOf = (index: number) =>
    `arn:aws-iso-b:kms:ap-northeast-1:111122223333:key/mrk-${String(index).padStart(32, "0")}`;
  return {
    keys: Object.fromEntries(names.map((name, index) => [name, { default: index === 0 }])),
    arns: Object.fromEntries(names.map((name, index) => [name, arnOf(index)])),
  };
}

describe("the rules of alarms", () => {
  it("are one for each alarm, in the order of the settings, without those that are left out", () => {
    assert.deepEqual(
      alarmRules(scope, keys).map(({ name }) => name),
      keyAlarmNames,
    );
    assert.deepEqual(
      alarmRules(scope, keys, ["default-key-left", "key-back"]).map(({ name }) => name),
      keyAlarmNames.filter((name) => name !== "default-key-left" && name !== "key-back"),
    );
  });

  it("have patterns that EventBridge takes (2,048 characters), up to 30 keys", () => {
    for (const count of [1, 2, 8, 9, 16, 17, 30]) {
      const { keys, arns } = many(count);
      for (const { name, pattern } of alarmRules(scope, keys)) {
        const { length } = pattern(arns);
        assert.ok(length <= 2048, `${name} of ${count} keys: ${length} characters`);
      }
    }
  });

  it("watch every key by one rule, where several are needed", () => {
    const { keys, arns } = many(30);
    const rules = alarmRules(scope, keys).filter(({ name }) => name.startsWith("key-disabled"));
    assert.deepEqual(
      rules.map(({ name }) => name),
      ["key-disabled", "key-disabled-2", "key-disabled-3", "key-disabled-4"],
    );
    const watched = rules.map(({ pattern }) => pattern(arns));
    for (const arn of Object.values(arns)) {
      assert.equal(watched.filter((pattern) => pattern.includes(`"${arn}"`)).length, 1, arn);
    }
  });

  it("watch only the account and the Region of the keys", () => {
    for (const { name, pattern } of alarmRules(scope, keys)) {
      const { account, region } = JSON.parse(pattern(keyArns)) as Record<string, unknown>;
      assert.deepEqual([account, region], [["111122223333"], ["eu-west-1"]], name);
    }
  });

  it("send a text of lines in quotes, as EventBridge takes them, with no variable that is not given", () => {
    for (const { name, description, message } of alarmRules(scope, keys)) {
      assert.ok(description.length <= 512 && message.template.length <= 8192, name);
      for (const line of message.template.split("\n")) assert.match(line, /^"[^"\\]+"$/, name);
      for (const [, variable = ""] of message.template.matchAll(/<([^<>]*)>/g)) {
        assert.ok(variable in message.paths, `${name}: <${variable}>`);
      }
    }
  });
});
