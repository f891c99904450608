import {
  formatBytes,
  formatCount,
  formatRatio,
  formatSeconds,
  formatTable,
} from "./formatTable.ts";
import type { LoadResult } from "./results.ts";

/** The table of the core alone. */
export function describeLoads(rows: readonly LoadResult[]): string {
  return formatTable(
    [
      "people",
      "step",
      "rate",
      "calls",
      "fewest",
      "time",
      "start-up",
      "least",
      "work ÷ least",
      "refused",
      "lost",
      "memory",
    ],
    rows.map((row) => [
      formatCount(row.people),
      row.step,
      `${formatCount(row.rate)}/s`,
      formatCount(row.calls),
      formatCount(row.fewestCalls),
      formatSeconds(row.seconds),
      formatSeconds(row.startSeconds),
      formatSeconds(row.boundSeconds),
      formatRatio((row.seconds - row.startSeconds) / row.boundSeconds),
      `${((100 * row.refused) / (row.refused + row.calls)).toFixed(1)} %`,
      formatCount(row.lost),
      formatBytes(row.peakMemory),
    ]),
  );
}

/** The largest first load in a sentence. */
export function summarizeLoads(rows: readonly LoadResult[]): string {
  const last = rows.findLast(({ step }) => step === "first load");
  if (last === undefined) return "";
  const { people, seconds, startSeconds, boundSeconds, calls, refused, lost, peakMemory } = last;
  const share = ((100 * boundSeconds) / (seconds - startSeconds)).toFixed(0);
  const kept =
    lost === 0 ? "every one of them arrived" : `${formatCount(lost)} are not as they should be`;
  return (
    `A first load of ${formatCount(people)} people takes ${formatCount(calls)} calls and ${formatSeconds(seconds)}, in ` +
    `${formatBytes(peakMemory)} of memory: ${share} % of what the rate of ${formatCount(last.rate)} a second allows. ` +
    `${formatCount(refused)} calls were refused and made again; ${kept}.`
  );
}
