import assert from "node:assert/strict";
import { describePreviews } from "../../bench/describePreviews.ts";
import { fillTemplate } from "../../bench/fillTemplate.ts";
import {
  formatBytes,
  formatCount,
  formatRatio,
  formatSeconds,
  formatTable,
} from "../../bench/formatTable.ts";
import { judgePreviews } from "../../bench/judgePreviews.ts";
import { readOptions } from "../../bench/readOptions.ts";
import type { GivenUp, PreviewResult, Variant } from "../../bench/results.ts";

const preview = (variant: Variant, people: number, measured: number | GivenUp): PreviewResult => ({
  variant,
  people,
  step: "no change",
  resources: 1,
  stateBytes: 1,
  measured:
    typeof measured === "number"
      ? { runs: 1, seconds: measured, peakMemory: 1e9, calls: 0, lines: 5 }
      : measured,
});

describe("benchmarks: the document", () => {
  it("writes figures with the digits that they are worth", () => {
    assert.deepEqual([0.234, 8.26, 99.9, 312.4].map(formatSeconds), [
      "0.23 s",
      "8.3 s",
      "99.9 s",
      "312 s",
    ]);
    assert.deepEqual([1400, 14_200, 1_520_000, 25e9].map(formatBytes), [
      "1.4 KB",
      "14 KB",
      "1.5 MB",
      "25 GB",
    ]);
    assert.deepEqual([1.26, 42.4].map(formatRatio), ["× 1.3", "× 42"]);
    assert.equal(formatCount(300_012.4), "300,012");
  });

  it("aligns columns of numbers to the right, also when some cells are empty", () => {
    assert.equal(
      formatTable(
        ["step", "calls"],
        [
          ["first", ""],
          ["second", "12"],
        ],
      ),
      "| step | calls |\n| --- | --: |\n| first |  |\n| second | 12 |",
    );
  });

  it("refuses a place in the template that nothing is known for", () => {
    assert.equal(fillTemplate("a {{b}} c", { b: "x" }), "a x c");
    assert.throws(() => fillTemplate("{{d}}", { b: "x" }), /place for "d"/);
  });

  it("says whether the requirement on previews is kept", () => {
    const kept = [preview("roster", 10_000, 4), preview("native", 10_000, 200)];
    assert.match(judgePreviews(kept), /takes at most 4\.0 s \(required: 8 s; kept\)/);
    assert.match(judgePreviews(kept), /at least × 50 as long \(required: × 20; kept\)/);
    const slow = [preview("roster", 10_000, 12), preview("native", 10_000, 24)];
    assert.match(judgePreviews(slow), /12\.0 s \(required: 8 s; not kept\)/);
    assert.match(judgePreviews(slow), /× 2\.0 as long \(required: × 20; not kept\)/);
  });

  it("says of a run that was given up how long it had taken", () => {
    const rows = [
      preview("roster", 10_000, 4),
      preview("native", 10_000, { givenUpAfterSeconds: 300, reason: "the limit" }),
    ];
    assert.match(describePreviews(rows), /given up after 300 s/);
    assert.match(judgePreviews(rows), /at least × 75 as long .* \(given up after 300 s\)/);
  });

  it("says nothing of a requirement whose size was not measured", () => {
    assert.doesNotMatch(judgePreviews([preview("roster", 100, 3)]), /required/);
  });
});

describe("benchmarks: the command line", () => {
  it("measures everything unless told otherwise", () => {
    assert.deepEqual(readOptions([]), {
      parts: ["roster-load", "preview", "deploy", "refresh", "tenant"],
      sizes: undefined,
      native: true,
      rate: undefined,
      latencyMs: 50,
      limitSeconds: 300,
    });
  });

  it("takes parts, sizes and conditions", () => {
    const options = readOptions([
      "--only",
      "preview,deploy",
      "--sizes",
      "100,1000",
      "--rate",
      "20",
    ]);
    assert.deepEqual(
      [options.parts, options.sizes, options.rate],
      [["preview", "deploy"], [100, 1000], 20],
    );
  });

  it("says which option is wrong, and which there are", () => {
    assert.throws(() => readOptions(["--only", "speed"]), /no part "speed"; the parts are roster-/);
    assert.throws(() => readOptions(["--sizes", "100,many"]), /--sizes: .* \(got "many"\)/);
    assert.throws(() => readOptions(["--fast"]), /'--fast'[\s\S]*npm run bench/);
  });
});
