import { median } from "./median.ts";
import type { GivenUp, Measured } from "./results.ts";

const mostRuns = 3;
/** Runs that take longer than this, in seconds, are not repeated. */
const short = 12;

/** Measures a short run three times, and takes the median of each figure; a long one once. */
export async function repeat(run: () => Promise<Measured | GivenUp>): Promise<Measured | GivenUp> {
  const runs: Measured[] = [];
  do {
    const measured = await run();
    if ("reason" in measured) return measured;
    runs.push(measured);
  } while (runs.length < mostRuns && runs.every(({ seconds }) => seconds < short));
  const middle = (field: keyof Measured) => median(runs.map((measured) => measured[field]));
  return {
    runs: runs.length,
    seconds: middle("seconds"),
    peakMemory: middle("peakMemory"),
    calls: middle("calls"),
    lines: middle("lines"),
  };
}
