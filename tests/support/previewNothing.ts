import assert from "node:assert/strict";
import type { Sample } from "./sample.ts";

/** Previews a stack of the sample; fails where that does not come to its end, or finds anything to change. */
export async function previewNothing(sample: Sample, stack: string): Promise<string> {
  const { code, stdout, stderr } = await sample.preview(stack);
  const text = stdout + stderr;
  assert.equal(code, 0, text);
  assert.match(stdout, /\d+ unchanged/, text);
  assert.doesNotMatch(stdout, /to (create|update|delete|replace)/);
  return text;
}
