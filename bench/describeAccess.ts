import { formatBytes, formatCount, formatSeconds, formatTable } from "./formatTable.ts";
import type { MeasuredAccess } from "./measureAccess.ts";

/** What a run with nothing to do may take, for 2,000 dashboards and 100 groups: a part of the fewest calls, and bytes. */
const required = { part: 1.1, memory: 300e6 };

/** Whether every run with nothing to do wrote nothing, and took no more calls and memory than it may. */
export function isKept(rows: readonly MeasuredAccess[]): boolean {
  return rows
    .filter(({ step }) => step === "no change")
    .every(
      ({ writes, calls, fewest, peakMemory }) =>
        writes === 0 && calls <= fewest * required.part && peakMemory < required.memory,
    );
}

/** What is required of a run with nothing to do, and whether it is kept. */
export function judgeAccess(rows: readonly MeasuredAccess[]): string {
  const verdict = isKept(rows) ? "kept" : "not kept";
  return `Required of a run with nothing to do: no write, the fewest calls and 10 %, less than 300 MB; ${verdict}.`;
}

/** The table of runs of access. */
export function describeAccess(rows: readonly MeasuredAccess[]): string {
  return formatTable(
    ["run", "steps", "calls", "fewest", "of them writes", "time", "memory"],
    rows.map(({ step, steps, calls, fewest, writes, seconds, peakMemory }) => [
      ...[step, formatCount(steps), formatCount(calls), formatCount(fewest)],
      ...[formatCount(writes), formatSeconds(seconds), formatBytes(peakMemory)],
    ]),
  );
}
