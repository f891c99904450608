import assert from "node:assert/strict";
import { matchesGlob } from "../../../policies/support/matchesGlob.ts";

describe("patterns of IAM's kind", () => {
  it("match whatever the case, * any characters and ? one", () => {
    for (const [pattern, text] of [
      ["*", ""],
      ["**", "kms:Decrypt"],
      ["kMs:De*", "KMS:Decrypt"],
      ["kms:De?rypt", "kms:Decrypt"],
      ["*crypt", "kms:Decrypt"],
      ["k*:*t", "kms:Decrypt"],
      ["a.b+(c)[d]$", "A.b+(c)[d]$"],
      ["*\n?", "a\nb"],
      ["?*?", "ab"],
    ] as const) {
      assert.ok(matchesGlob(pattern, text), `${pattern} ${text}`);
    }
    for (const [pattern, text] of [
      ["", "a"],
      ["?", ""],
      ["a.c", "abc"],
      ["kms:De?rypt", "kms:Decccrypt"],
      ["*crypt", "kms:Decrypts"],
      ["?*?", "a"],
    ] as const) {
      assert.ok(!matchesGlob(pattern, text), `${pattern} ${text}`);
    }
  });

  it("match in a moment, however many * a document has", () => {
    const begun = performance.now();
    assert.ok(!matchesGlob(`${"*a".repeat(300)}b`, "a".repeat(3000)));
    assert.ok(performance.now() - begun < 1000);
  });
});
