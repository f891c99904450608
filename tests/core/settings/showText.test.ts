import assert from "node:assert/strict";
import { formatProblems } from "../../../core/settings/problem.ts";
import { showText } from "../../../core/settings/showText.ts";
import { showValue } from "../../../core/settings/showValue.ts";

describe("a value that was found, in a message", () => {
  it("is shown as it stands, when it is short and harmless", () => {
    assert.equal(showText(`Ana "A" O'Neil`), `"Ana "A" O'Neil"`);
    assert.equal(showValue({ a: [1, "b"] }), `{"a":[1,"b"]}`);
    assert.equal(showValue(undefined), "nothing");
  });

  it("is cut at 80 characters, and never in the middle of one", () => {
    assert.equal(showText("x".repeat(80)).length, 82);
    assert.equal(showText("x".repeat(81)), `"${"x".repeat(79)}…"`);
    assert.equal(showText(`${"x".repeat(78)}😀😀`), `"${"x".repeat(78)}…"`);
    assert.ok(showValue("x".repeat(1_000_000)).length <= 80);
  });

  it("spells out what a terminal would act on", () => {
    assert.equal(showText("a\u001b[31m\u202e"), String.raw`"a\u{1b}[31m\u{202e}"`);
    assert.equal(showValue("a\u009b31m"), String.raw`"a\u{9b}31m"`);
  });

  it("does not make a problem long by its place, or a line more by its key", () => {
    const line = formatProblems([{ where: `tenant.${"x".repeat(100_000)}\n`, message: "a\u001b" }]);
    assert.ok(line.length < 400);
    assert.doesNotMatch(line, /\p{Cc}/u);
  });
});
