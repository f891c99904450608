import assert from "node:assert/strict";
import { parseTenant } from "../../../core/settings/parseTenant.ts";

const messagesOf = (...names: string[]) =>
  parseTenant({
    namespace: "default",
    account: "organization/quicksight-governance/dev",
    membership: { file: "membership.csv" },
    groups: { usa: {} },
    guard: { protected: names },
  }).problems.map(({ where, message }) => `${where}: ${message}`);

describe("whom the settings protect", () => {
  it("is named by emails, user names and patterns", () => {
    assert.deepEqual(messagesOf("ana@x.com", "*@x.com", "quicksight-fed-users/Zoë@x.com"), []);
    assert.match(messagesOf("ana smith").join(), /without spaces/);
  });

  it("is not somebody with what nobody sees in the name, whom nobody is called", () => {
    for (const character of ["\u200b", "\u00ad", "\u200e", "\u202e", "\ufe0f", "\u0007"]) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      for (const name of [`ana@x.com${character}`, `a${character}na@x.com`]) {
        const messages = messagesOf("bo@x.com", name);
        assert.equal(messages.length, 1, code);
        assert.ok(messages[0]?.startsWith("tenant.guard.protected.1: is wrong (got "), messages[0]);
        assert.ok(messages[0]?.includes(`remove what nobody sees (U+${code})`), messages[0]);
      }
    }
  });
});
