import { parseArgs } from "node:util";
import { formatBytes, formatCount, formatSeconds, formatTable } from "./formatTable.ts";
import { measureAccess } from "./measureAccess.ts";

/** What a run with nothing to do may take, for 2,000 dashboards and 100 groups. */
const required = { part: 1.1, memory: 300e6 };

// `npm run bench:access`: access of 100 groups to 2,000 dashboards, given and then found as it is. Ends with 1 where the second run writes
// anything, or takes more than it may.
const { values } = parseArgs({
  options: {
    dashboards: { type: "string", default: "2000" },
    groups: { type: "string", default: "100" },
    latency: { type: "string", default: "50" },
  },
});
const size = { dashboards: Number(values.dashboards), groups: Number(values.groups) };
const measured = await measureAccess(size, Number(values.latency));
for (const { step, calls, fewest, writes, peakMemory } of measured) {
  const isKept =
    step !== "no change" ||
    (writes === 0 && calls <= fewest * required.part && peakMemory <= required.memory);
  if (!isKept) process.exitCode = 1;
}
console.log(
  formatTable(
    ["run", "steps", "calls", "fewest", "of them writes", "time", "memory"],
    measured.map(({ step, steps, calls, fewest, writes, seconds, peakMemory }) => [
      ...[step, formatCount(steps), formatCount(calls), formatCount(fewest)],
      ...[formatCount(writes), formatSeconds(seconds), formatBytes(peakMemory)],
    ]),
  ),
);
