import assert from "node:assert/strict";
import { printProgress } from "../../providers/printProgress.ts";

describe("the progress of a long pulumi up", () => {
  const { now } = Date;
  const { log } = console;
  let time = 0;
  const lines: unknown[] = [];
  beforeEach(() => {
    lines.length = 0;
    Date.now = () => time;
    console.log = (line: unknown) => lines.push(line);
  });
  afterEach(() => {
    Date.now = now;
    console.log = log;
  });

  it("is a line every ten seconds, which the engine shows with the stack's messages", () => {
    const report = printProgress("default");
    for (let finished = 1; finished <= 250; finished += 1) {
      time += 100;
      report(finished, 1000);
    }
    assert.deepEqual(lines, [
      "default: 100 of 1000 operations done (10 %)",
      "default: 200 of 1000 operations done (20 %)",
    ]);
  });

  it("tells how many failed", () => {
    const report = printProgress("reencryption");
    time += 10_000;
    report(12, 300, 3);
    assert.deepEqual(lines, ["reencryption: 12 of 300 operations done (4 %), 3 of them failed"]);
  });

  it("is nothing for a run that is over before", () => {
    const report = printProgress("default");
    time += 9_999;
    report(1000, 1000);
    assert.deepEqual(lines, []);
  });
});
