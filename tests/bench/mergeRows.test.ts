import assert from "node:assert/strict";
import { mergeRows } from "../../bench/mergeRows.ts";
import type { Circumstances, PreviewResult, Variant } from "../../bench/results.ts";

const on = (date: string): Circumstances => ({
  date,
  cpu: "a",
  cores: 2,
  memoryBytes: 1,
  system: "Linux",
  node: "v24",
  engine: "v3",
});

const row = (variant: Variant, people: number, lines: number): PreviewResult => ({
  variant,
  people,
  step: "no change",
  resources: 1,
  stateBytes: 1,
  measured: { runs: 1, seconds: 1, peakMemory: 1, calls: 0, lines },
});

describe("a partial run of the benchmark", () => {
  const kept = {
    circumstances: on("2026-01-01"),
    rows: [row("roster", 100, 1), row("roster", 1000, 1), row("native", 100, 1)],
  };

  it("keeps the rows that it did not measure, with where they were measured, and replaces the others", () => {
    const measured = { circumstances: on("2026-02-02"), rows: [row("roster", 1000, 2)] };
    const merged = mergeRows("preview", kept, measured);
    assert.deepEqual(merged, {
      circumstances: on("2026-02-02"),
      rows: [
        { ...row("roster", 100, 1), circumstances: on("2026-01-01") },
        row("roster", 1000, 2),
        { ...row("native", 100, 1), circumstances: on("2026-01-01") },
      ],
    });
    const again = mergeRows("preview", merged, {
      circumstances: on("2026-03-03"),
      rows: [row("native", 100, 3)],
    });
    assert.deepEqual(
      again.rows.map(({ circumstances }) => circumstances?.date),
      ["2026-01-01", "2026-02-02", undefined],
    );
  });

  it("drops a row that a new measurement of the same case did not give", () => {
    const change = { ...row("roster", 100, 1), step: "one change" as const };
    const both = { ...kept, rows: [change, ...kept.rows] };
    const measured = { circumstances: on("2026-02-02"), rows: [{ ...change }] };
    const { rows } = mergeRows("preview", both, measured);
    assert.deepEqual(
      rows.filter(({ people, variant }) => people === 100 && variant === "roster"),
      [change],
    );
  });

  it("puts a new size in its place, and starts where nothing was kept", () => {
    const measured = { circumstances: on("2026-02-02"), rows: [row("roster", 500, 1)] };
    assert.deepEqual(
      mergeRows("preview", kept, measured).rows.map(({ people }) => people),
      [100, 500, 1000, 100],
    );
    assert.deepEqual(mergeRows("preview", undefined, measured), measured);
  });
});
