import assert from "node:assert/strict";
import { PartialFailure } from "../../providers/partialFailure.ts";
import { plainError } from "../../providers/plainError.ts";
import { printNotices } from "../../providers/printNotices.ts";

/** A name as AWS may hold it: it would colour a terminal, and turn the direction of what follows. */
const name = "eve\u009b31m\u202e";
const shown = String.raw`eve\u{9b}31m\u{202e}`;

describe("messages of a dynamic provider", () => {
  it("spell out what a terminal would act on, line by line", () => {
    const { log } = console;
    const lines: string[] = [];
    console.log = (line: string) => lines.push(line);
    try {
      printNotices("default", [`user ${name}: not managed here`]);
    } finally {
      console.log = log;
    }
    assert.deepEqual(lines, [`default: user ${shown}: not managed here`]);
  });

  it("do so in errors of every kind", () => {
    const failure = new PartialFailure("id", {}, `2 steps failed:\n  ${name}`);
    assert.equal(failure.message, `2 steps failed:\n  ${shown}`);
    assert.deepEqual(failure.reasons, [failure.message]);
    const refused = Object.assign(new Error(`the guard refuses:\n  ${name}`), {
      name: "PlanRefused",
    });
    assert.equal(plainError("reading", refused).message, `the guard refuses:\n  ${shown}`);
    const denied = Object.assign(new Error(`no ${name}`), { name: "AccessDeniedException" });
    assert.equal(
      plainError("reading", denied).message,
      `reading: AccessDeniedException: no ${shown}`,
    );
  });
});
