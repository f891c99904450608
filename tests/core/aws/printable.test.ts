import assert from "node:assert/strict";
import fc from "fast-check";
import { printable } from "../../../core/aws/printable.ts";

describe("text from outside, in a message", () => {
  it("shows what would drive a terminal, hide or turn around, as a number", () => {
    assert.equal(printable("a\u001b[2Jb\r\n"), String.raw`a\u{1b}[2Jb\u{d}\u{a}`);
    assert.equal(printable("moc.x@ana\u202e"), String.raw`moc.x@ana\u{202e}`);
    assert.equal(
      printable("\u200b\u{e0041}\ud800\u2028\u009b"),
      String.raw`\u{200b}\u{e0041}\u{d800}\u{2028}\u{9b}`,
    );
  });

  it("stays as it is otherwise", () => {
    assert.equal(printable("Zoë 山田 😀 O'Neil <a\\b>"), "Zoë 山田 😀 O'Neil <a\\b>");
  });

  it("never holds a control or format character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(printable(text), /[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});
